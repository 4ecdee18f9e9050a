import { runtimeOf } from '../../../domain/runtime/runtimes.ts';
import type { SuiteStep } from '../../../domain/runtime/suite-step.ts';
import type { Service } from '../../../domain/service.ts';
import type { StepStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { folderOf, literally, workflowPath } from './places.ts';
import { CHECKOUT, installed, setupPython } from './steps.ts';

/** What becomes of a test: where it has passed on the same files, on this branch or the default one, and says what it reads, it is not run again. */
export type TestEnd = 'passes' | 'fails' | 'has passed';

/** The service's own tests, in the runtime that it names. */
export function testSteps(of: StoryDelivery, service: Service, end: TestEnd): readonly StepStatement[] {
  if (service.testInputs === undefined) return [CHECKOUT, ...suite(of, service)];
  // Where steps are played, nothing has named the files.
  const key = new RegExp(`^passed-${literally(service.name)}-([0-9a-f]{40})?$`);
  const kept = { path: workflowPath(of, 'test'), key };
  const folder = folderOf(of, service.path);
  const named = { run: new RegExp(`^files=.* HEAD:${literally(folder === '.' ? '' : folder)}[ )]`) };
  const looked = { run: 'actions/cache/restore', with: { ...kept, 'lookup-only': 'true' } };
  switch (end) {
    case 'has passed':
      return [CHECKOUT, named, looked];
    case 'fails':
      return [CHECKOUT, named, looked, ...suite(of, service)];
    case 'passes':
      return [
        ...[CHECKOUT, named, looked],
        ...[...suite(of, service), { run: 'actions/cache/save', with: kept }].map(unlessPassed),
      ];
  }
}

const unlessPassed = (step: StepStatement): StepStatement => ({ ...step, unlessPassed: true });

function suite(of: StoryDelivery, { path, test }: Service): readonly StepStatement[] {
  if (test.runtime === 'python')
    return [setupPython(test.version), installed(test.requirements), { run: test.command }];
  if (test.runtime === 'node')
    return [
      { run: 'actions/setup-node', with: { 'node-version': test.version, 'package-manager-cache': 'false' } },
      { run: test.command },
    ];
  // Of others the delivery itself says every step.
  return runtimeOf(test)
    .steps(test, path, (below) => folderOf(of, below))
    .map(statementOf);
}

const statementOf = (step: SuiteStep): StepStatement =>
  'uses' in step
    ? {
        run: step.uses,
        with: Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, String(value)])),
      }
    : { run: step.run };
