import type { Engine } from '../workflow/engine.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { RunResult } from '../workflow/run-result.ts';

/** Raises an event and waits until every run that it started has ended.
 *  @throws when GitHub would refuse a workflow file. */
export async function finishedRuns(engine: Engine, event: RepositoryEvent): Promise<readonly RunResult[]> {
  const runs = await engine.trigger(event);
  const results = await Promise.all(runs.map((run) => engine.finished(run)));
  const problems = results.flatMap((result) => result.problems);
  if (problems.length > 0) throw new Error(`GitHub would refuse a workflow file: ${problems.join(' ')}`);
  return results;
}
