import { text } from '../shape/shape.ts';
import { nodeSuite } from './node-packages.ts';
import { runtimeWord } from './runtime.ts';
import { commandClaim, versionClaim } from './suite-rules.ts';
import type { SuiteStep } from './suite-step.ts';

/** Tests in Node.js. */
export interface NodeSuite {
  readonly runtime: 'node';
  readonly version: string;
  readonly command: string;
}

/** No cache: what is tested is what the lock file says, fetched anew. */
export const setupNode = (version: string): SuiteStep => ({
  uses: 'actions/setup-node',
  name: 'Set up Node.js',
  with: { 'node-version': version, 'package-manager-cache': false },
});

export const node = runtimeWord(
  {
    word: 'node',
    base: 'docker.io/library/node:24-slim',
    beside: true,
    marks: ['package.json'],
    sources: /\.[cm]?[jt]sx?$/,
    // A rehearsal puts the Node.js that it runs on itself.
    tool: undefined,
    fields: { version: text, command: text },
    claims: ({ version, command }) => [versionClaim(version), commandClaim(command)],
    paths: () => [],
    steps: ({ version, command }) => [setupNode(version), { name: 'Run the tests', run: command }],
    find: nodeSuite,
  },
  (suite: { readonly command: string; readonly version?: string }): NodeSuite => ({
    runtime: 'node',
    version: '24',
    ...suite,
  }),
);
