import type { WorkflowRun } from '../github/model.ts';
import type { Engine } from '../workflow/engine.ts';
import type { RunResult } from '../workflow/run-result.ts';

/** Results of runs and of all that follow them, when they have ended, in the order in which they were started. */
export async function allFinished(
  engine: Pick<Engine, 'finished' | 'followers'>,
  runs: readonly WorkflowRun[],
): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  for (let level = runs; level.length > 0; ) {
    results.push(...(await Promise.all(level.map((run) => engine.finished(run)))));
    level = (await Promise.all(level.map((run) => engine.followers(run)))).flat();
  }
  return results;
}
