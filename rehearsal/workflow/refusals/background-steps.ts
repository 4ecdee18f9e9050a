import type { JobDefinition, StepDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';

/** What GitHub's parser for editors lets through of steps that run side by side, and its server may not: what would become of it is not
 *  known. */
export function backgroundRefusals(job: JobDefinition): readonly Refusal[] {
  const steps = job.kind === 'steps' ? job.steps : [];
  const background = steps.filter((step) => 'background' in step && step.background).map(({ id }) => id.toLowerCase());
  return [
    ...steps.flatMap((step) =>
      targetsOf(step)
        .filter((target) => !background.includes(target.toLowerCase()))
        .map((target) => ({ what: `"${step.kind}: ${target}", which is no background step,`, place: step.place })),
    ),
    ...steps
      .filter(({ id }, index) => id !== '' && steps.findIndex((other) => same(other.id, id)) < index)
      .map(({ id, place }) => ({ what: `the id "${id}" of two steps, one of them in a "parallel" group,`, place })),
  ];
}

function targetsOf(step: StepDefinition): readonly string[] {
  if (step.kind === 'cancel') return [step.target];
  return step.kind === 'wait' && step.targets !== 'all' ? step.targets : [];
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
