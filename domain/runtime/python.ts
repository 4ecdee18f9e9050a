import { isInnerPath, PATH_WANTED } from '../rules/names.ts';
import { text } from '../shape/shape.ts';
import { runtimeWord, type SeenFolder } from './runtime.ts';
import { commandClaim, versionClaim } from './suite-rules.ts';
import type { SuiteStep } from './suite-step.ts';

/** Tests in Python, with the packages of a lock file. */
export interface PythonSuite {
  readonly runtime: 'python';
  readonly version: string;
  /** The lock, in the folder of the service: one with hashes. */
  readonly requirements: string;
  readonly command: string;
}

const LOCKS = ['requirements.txt', 'requirements.lock', 'requirements-dev.txt'];

/** Python of this version. */
export const setupPython = (version: string): SuiteStep => ({
  uses: 'actions/setup-python',
  name: 'Set up Python',
  with: { 'python-version': version },
});

/** Exactly the locked packages; one without a hash is refused. */
export const installPython = (requirements: string): SuiteStep => ({
  name: 'Install the locked packages',
  run: `python -m pip install --require-hashes -r ${requirements}`,
});

export const python = runtimeWord(
  {
    word: 'python',
    base: 'docker.io/library/python:3.12-slim',
    beside: false,
    marks: ['requirements.txt'],
    sources: /\.py$/,
    // A rehearsal has more than a program: environments of locked packages.
    tool: undefined,
    fields: { version: text, requirements: text, command: text },
    claims: ({ version, requirements, command }) => [
      versionClaim(version),
      commandClaim(command),
      { field: 'requirements', value: requirements, holds: isInnerPath(requirements), message: PATH_WANTED },
    ],
    paths: ({ requirements }, path) => [{ field: 'test.requirements', folder: path, file: requirements }],
    steps: ({ version, requirements, command }) => [
      setupPython(version),
      installPython(requirements),
      { name: 'Run the tests', run: command },
    ],
    find({ own, below, read }) {
      const requirements = LOCKS.find((name) => own.includes(name));
      if (requirements === undefined) return undefined;
      return {
        given: { requirements, command: testCommand(below, read(requirements), read) },
        notes: read(requirements).includes('--hash=')
          ? []
          : [`${requirements} has no hashes, and pip is told to want them: pip-compile --generate-hashes writes them`],
      };
    },
  },
  (suite: { readonly requirements: string; readonly command: string; readonly version?: string }): PythonSuite => ({
    runtime: 'python',
    version: '3.12',
    ...suite,
  }),
);

/** pytest takes tests of either kind, where it is among the packages. Without it those of the standard library can run. */
function testCommand(below: readonly string[], requirements: string, read: SeenFolder['read']): string {
  const tests = below.filter((file) => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(file));
  if (tests.length === 0) return 'python -m compileall -q .';
  const isStandard = tests.every((file) => /^\s*(?:import|from) unittest\b/m.test(read(file)));
  return isStandard && !/^pytest\b/im.test(requirements) ? 'python -m unittest discover' : 'python -m pytest';
}
