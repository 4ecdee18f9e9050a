import type { In } from './context.ts';
import type { Expression } from './expression.ts';
import type { Value } from './template.ts';

/** Runners that everybody can ask for, by the system they have. `ubuntu-latest` and its like are left out: they move to another system
 *  without a commit of ours; `labels` takes them.
 *  @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
export const RUNNER_LABELS = [
  ...([
    'ubuntu-24.04',
    'ubuntu-24.04-arm',
    'ubuntu-22.04',
    'ubuntu-22.04-arm',
    'ubuntu-26.04',
    'ubuntu-26.04-arm',
  ] as const),
  ...(['ubuntu-slim', 'windows-2025', 'windows-2022', 'windows-11-arm'] as const),
  ...(['macos-26', 'macos-26-intel', 'macos-15', 'macos-15-intel', 'macos-14'] as const),
] as const;
/** One of them; a misspelt one would wait for a runner for a day. */
export type RunnerLabel = (typeof RUNNER_LABELS)[number];

/** Runners that have all of these labels: one's own, larger ones, and those that move. */
export interface Labels {
  readonly kind: 'labels';
  readonly labels: readonly Value<In<'job runs-on'>>[];
  /** Of a group that an organization has. */
  readonly group: Value<In<'job runs-on'>> | undefined;
}

/** What a job runs on: a runner by its label, by labels nobody else can check, or by what an expression says (`matrix.os`). */
export type RunsOn = RunnerLabel | Labels | Expression<string, In<'job runs-on'>>;

/** Runners by labels that this language does not know; `sluice check` lists them. */
export const labels = (...all: Labels['labels']): Labels => ({ kind: 'labels', labels: all, group: undefined });

/** Runners of a group.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#choosing-runners-in-a-group */
export const runnerGroup = (group: Value<In<'job runs-on'>>, ...all: Labels['labels']): Labels => ({
  kind: 'labels',
  labels: all,
  group,
});
