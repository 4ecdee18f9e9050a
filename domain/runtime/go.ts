import { isInnerPath, PATH_WANTED } from '../rules/names.ts';
import { optional, text } from '../shape/shape.ts';
import { runtimeWord } from './runtime.ts';
import { commandClaim, versionClaim } from './suite-rules.ts';

/** Tests in Go. */
export interface GoSuite {
  readonly runtime: 'go';
  /** What go.mod says, where it is left out. */
  readonly version: string | undefined;
  /** The folder with go.mod, below the delivery's root; that of the service where it is left out. */
  readonly module: string | undefined;
  readonly command: string;
}

const inModule = ({ module }: GoSuite, path: string): string => module ?? path;

/** Its cache holds packages and what was compiled, under a key of both files: a module without dependencies has no go.sum, and a module
 *  that is not at the root is not looked for there.
 *  @see https://github.com/actions/setup-go/blob/v7.0.0/src/cache-restore.ts */
export const go = runtimeWord(
  {
    word: 'go',
    // Its programs need no base: each image that a Dockerfile names is pinned anyway.
    base: undefined,
    beside: false,
    marks: ['go.mod'],
    sources: /\.go$/,
    tool: {
      action: 'actions/setup-go',
      inputs: ['go-version-file', 'cache', 'cache-dependency-path', 'check-latest', 'token'],
      version: 'go-version',
      programs: ['go', 'gofmt'],
      ask: ['env', 'GOVERSION'],
      told: /go(\d+(?:\.\d+)*)/,
    },
    fields: { version: optional(text), module: optional(text), command: text },
    claims: ({ version, module, command }) => [
      ...(version === undefined ? [] : [versionClaim(version)]),
      commandClaim(command),
      {
        field: 'module',
        value: module,
        holds: module === undefined || module === '.' || isInnerPath(module),
        message: PATH_WANTED,
      },
    ],
    paths: (suite, path) => [{ field: 'test.module', folder: inModule(suite, path), file: 'go.mod' }],
    steps(suite, path, from) {
      const file = (name: string): string => from(`${inModule(suite, path)}/${name}`);
      return [
        {
          uses: 'actions/setup-go',
          name: 'Set up Go',
          with: {
            ...(suite.version === undefined ? { 'go-version-file': file('go.mod') } : { 'go-version': suite.version }),
            'cache-dependency-path': `${file('go.mod')}\n${file('go.sum')}`,
          },
        },
        { name: 'Run the tests', run: suite.command },
      ];
    },
    find: ({ own }) => (own.includes('go.mod') ? { given: { command: 'go test ./...' }, notes: [] } : undefined),
  },
  (suite: { readonly command: string; readonly version?: string; readonly module?: string }): GoSuite => ({
    runtime: 'go',
    version: undefined,
    module: undefined,
    ...suite,
  }),
);
