import type { Lock } from '../../catalogue/lock.ts';
import { runtimeOf } from '../../domain/runtime/runtimes.ts';
import type { SuiteStep } from '../../domain/runtime/suite-step.ts';
import type { Service } from '../../domain/service.ts';
import { lockedStep } from '../language/action-step.ts';
import { idOf } from '../language/reference.ts';
import { run, type Step, type StepCondition } from '../language/step.ts';
import { folder, type Material } from './material.ts';

/** The steps that test a service, in its folder. @param isDue when they run; always, where nothing is said */
export const testSteps = (material: Material, { path, test }: Service, isDue?: StepCondition): readonly Step[] =>
  suiteSteps(
    material.lock,
    runtimeOf(test).steps(test, path, (below) => folder(material.delivery, below)),
    folder(material.delivery, path),
    isDue,
  );

/** Steps of a test as those of a job. @param workingDirectory where commands run @param isDue when they run; always, where nothing is said */
export function suiteSteps(
  lock: Lock,
  steps: readonly SuiteStep[],
  workingDirectory: string,
  isDue?: StepCondition,
): readonly Step[] {
  const ids = steps.map((step) => idOf(nameOf(step)));
  return steps.map((step, index) => {
    const again = ids.indexOf(ids[index] ?? '') !== index;
    // Two steps may be called the same; their ids may not.
    const options = {
      ...(isDue === undefined ? {} : { if: isDue }),
      ...(again ? { id: `${ids[index]}-${index + 1}` } : {}),
      name: nameOf(step),
      env: step.env ?? {},
    };
    return 'uses' in step
      ? lockedStep(lock, step.uses, { ...options, with: step.with ?? {} })
      : run({ ...options, workingDirectory, run: step.run });
  });
}

const LONGEST = 60;

const nameOf = (step: SuiteStep): string => step.name ?? ('uses' in step ? `Use ${step.uses}` : firstLine(step.run));

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return `Run ${line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`}`;
}
