import { LOCK } from '../../../../catalogue/lock.ts';
import { expression } from '../../../../workflows-src/language/expression.ts';
import { type Exports, type Job, type JobOptions, job } from '../../../../workflows-src/language/job.ts';
import { type RunOptions, run } from '../../../../workflows-src/language/step.ts';
import { type Workflow, workflow } from '../../../../workflows-src/language/workflow.ts';
import { RULES } from '../../../../workflows-src/rules/rules.ts';
import { platform } from '../../../fixtures/platform.ts';

export const known = { delivery: platform, lock: LOCK };
/** What every rule says about a workflow. */
export const said = (made: Workflow): string[] =>
  RULES.flatMap((rule) => rule(made, known).map(({ field, message }) => `${rule.name}: ${field}: ${message}`));

/** What code without types could hand over. */
export const untyped = <T>(value: unknown): T => value as T;
export const step = (more: Partial<RunOptions<string>> = {}) => run({ name: 'Say', run: 'echo', ...more });
export const made = (more: Partial<JobOptions<Exports>> = {}) =>
  job({
    id: 'a',
    name: 'A',
    source: 'here',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    steps: [step()],
    ...untyped<Pick<JobOptions<Exports>, 'outputs'>>(more),
  });
export const wf = (jobs: readonly Job[], more: Partial<Workflow> = {}): Workflow =>
  workflow({
    path: '.github/workflows/w.yml',
    name: 'W',
    source: 'here',
    on: { push: { branches: ['main'] } },
    jobs,
    ...more,
  });
/** Code that claims nothing. */
export const raw = (code: string) => untyped<never>(expression(code, { uses: [] }));
