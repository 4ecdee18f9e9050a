import { GITHUB_LIMITS } from '../../catalogue/github-limits.ts';
import type { Problem } from '../../domain/problem.ts';
import type { StepsJob } from '../language/job.ts';
import { expressionsOfJob, expressionsOfStep, type Placed } from '../language/needs.ts';
import type { StepHandle } from '../language/reference.ts';
import type { Step } from '../language/step.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

const MOST = GITHUB_LIMITS['background-steps'].value;

/** What runs in the background stands above who waits for it, is waited for before anything reads what it made, and is one of ten at once.
 *  GitHub takes the file without all that: a wait for nothing ends at once, and an output that is read too early is empty.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps */
export const awaitedSteps: Rule = (workflow) =>
  stepsJobs(workflow)
    .filter(({ steps }) => steps.some(isConcurrent))
    .flatMap((job) => jobProblems(jobField(workflow, job), job));

const isConcurrent = (step: Step): boolean =>
  step.kind === 'wait' || step.kind === 'cancel' || step.kind === 'parallel' || step.background;

function jobProblems(field: string, job: StepsJob): readonly Problem[] {
  const running = new Set<StepHandle>();
  const started = new Set<StepHandle>();
  const problems: Problem[] = [];
  const early = (placed: readonly Placed[], name: string): void => {
    for (const { expression } of placed)
      for (const reference of expression.references)
        if (reference.kind === 'step' && running.has(reference))
          problems.push({
            field: `${field} > "${name}"`,
            value: expression.code,
            message: `"${reference.name}" may still run, and then this is empty: wait for it first, and read what wait returns.`,
          });
  };
  for (const step of job.steps) {
    early(expressionsOfStep(step), step.name);
    problems.push(...stepProblems(`${field} > "${step.name}"`, step, started));
    if (step.kind === 'wait') for (const each of step.targets ?? [...running]) running.delete(each);
    else if (step.kind === 'cancel') running.delete(step.target);
    else if (step.kind !== 'parallel' && step.background) {
      running.add(step.handle);
      started.add(step.handle);
    }
    if (running.size === MOST + 1)
      problems.push({
        field: `${field} > "${step.name}"`,
        value: running.size,
        message: `GitHub runs ${MOST} steps at once in the background, and this one would wait: wait for some before.`,
      });
  }
  early(
    expressionsOfJob(job).filter(({ place }) => place === 'job outputs'),
    job.name,
  );
  return problems;
}

function stepProblems(field: string, step: Step, started: ReadonlySet<StepHandle>): readonly Problem[] {
  const targets = step.kind === 'wait' ? (step.targets ?? []) : step.kind === 'cancel' ? [step.target] : [];
  const unknown = targets
    .filter((target) => !started.has(target))
    .map(({ name }) => ({ field, value: name, message: 'No step of that name runs in the background above it.' }));
  if (step.kind === 'wait' && step.targets?.length === 0)
    return [{ field, value: [], message: 'It waits for nothing: name a step, or wait for all.' }];
  if (step.kind !== 'parallel') return unknown;
  return [
    ...(step.steps.length === 0 ? [{ field, value: [], message: 'It has nothing to do: give it steps.' }] : []),
    ...step.steps.filter(isConcurrent).map(({ name }) => ({
      field,
      value: name,
      message: 'GitHub takes no step in the background, no wait and no group within a group.',
    })),
    ...step.steps.flatMap((each) =>
      expressionsOfStep(each)
        .flatMap(({ expression }) => expression.references)
        .filter((reference) => step.steps.some(({ handle }) => handle === reference))
        .map(({ name }) => ({
          field,
          value: name,
          message: 'It runs beside who reads it, so this is empty: read it behind the group.',
        })),
    ),
  ];
}
