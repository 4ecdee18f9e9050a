/** Runners that a job can ask for. `ubuntu-latest` is left out: it moves to another system without a commit of ours.
 *  @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
export const RUNNER_LABELS = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'ubuntu-22.04'] as const;
/** One of them; a misspelt one would wait for a runner for a day. */
export type RunnerLabel = (typeof RUNNER_LABELS)[number];
