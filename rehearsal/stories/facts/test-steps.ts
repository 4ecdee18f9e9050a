import { runtimeOf } from '../../../domain/runtime/runtimes.ts';
import type { SuiteStep } from '../../../domain/runtime/suite-step.ts';
import type { Service } from '../../../domain/service.ts';
import type { StepStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { folderOf } from './places.ts';
import { CHECKOUT, installed, setupPython } from './steps.ts';

/** The service's own tests, in the runtime that it names. */
export function testSteps(of: Pick<StoryDelivery, 'root'>, { path, test }: Service): readonly StepStatement[] {
  if (test.runtime === 'python')
    return [CHECKOUT, setupPython(test.version), installed(test.requirements), { run: test.command }];
  if (test.runtime === 'node')
    return [
      CHECKOUT,
      { run: 'actions/setup-node', with: { 'node-version': test.version, 'package-manager-cache': 'false' } },
      { run: test.command },
    ];
  // Of others the delivery itself says every step.
  const said = runtimeOf(test).steps(test, path, (below) => folderOf(of, below));
  return [CHECKOUT, ...said.map(statementOf)];
}

const statementOf = (step: SuiteStep): StepStatement =>
  'uses' in step
    ? {
        run: step.uses,
        with: Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, String(value)])),
      }
    : { run: step.run };
