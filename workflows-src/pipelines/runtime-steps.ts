import type { TestSuite } from '../../domain/service.ts';
import { action } from '../language/action-step.ts';
import { run, type Step, type UsesStep } from '../language/step.ts';

/** Python of this version. */
export const setupPython = (version: string): UsesStep =>
  action('actions/setup-python', { name: 'Set up Python', with: { 'python-version': version } });

/** No cache: what is tested is what the lock file says, fetched anew. */
export const setupNode = (version: string): UsesStep =>
  action('actions/setup-node', {
    name: 'Set up Node.js',
    with: { 'node-version': version, 'package-manager-cache': false },
  });

/** Installs exactly the locked packages; one without a hash is refused. */
export const installPython = (requirements: string, workingDirectory: string): Step =>
  run({
    name: 'Install the locked packages',
    workingDirectory,
    run: `python -m pip install --require-hashes -r ${requirements}`,
  });

/** What a test suite needs before its command can run. */
export function runtimeSteps(suite: TestSuite, workingDirectory: string): readonly Step[] {
  switch (suite.runtime) {
    case 'python':
      return [setupPython(suite.version), installPython(suite.requirements, workingDirectory)];
    case 'node':
      return [setupNode(suite.version)];
  }
}
