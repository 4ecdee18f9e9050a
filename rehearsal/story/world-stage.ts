import type { WorkflowRun } from '../github/model.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import { DispatchRefused } from '../workflow/inputs.ts';
import type { RunEvent } from '../workflow/run-event.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { World } from '../world.ts';
import { type Deed, nameOf } from './deed.ts';
import { eventOf } from './event-of.ts';
import { recordOf } from './record-of.ts';
import { RolloutOutputs } from './rollout-outputs.ts';
import type { Stage } from './stage.ts';
import { Witness } from './witness.ts';

/** Whoever answers when reviewers are asked. */
export type Approver = (environment: string) => Promise<boolean>;

/** The stage that a story is really played on. It hears the world's events from the start. */
export interface WorldStage extends Stage {
  hear(event: RunEvent): void;
  /** Raises any event and waits until every run that it started has ended. @throws what GitHub would refuse, or what went wrong with
   *  an approval. */
  raise(event: RepositoryEvent): Promise<readonly RunResult[]>;
}

export function worldStage(world: () => World, approve: Approver): WorldStage {
  const outputs = new RolloutOutputs();
  const witness = new Witness();
  let fail = (_: unknown): void => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});

  // A review that GitHub refuses would leave the run waiting for ever.
  const finished = (runs: readonly WorkflowRun[]): Promise<readonly RunResult[]> =>
    Promise.race([Promise.all(runs.map((run) => world().engine.finished(run))), broken]);

  const answer = async (run: WorkflowRun, environment: string): Promise<void> =>
    world().review(run, environment, await approve(environment));

  return {
    raise: async (event) => finished(await world().engine.trigger(event)),
    async play(deeds) {
      const started: { readonly by: string; readonly run: WorkflowRun }[] = [];
      const refusals: Record<string, string> = {};
      for (const deed of deeds) {
        const by = nameOf(deed);
        const { runs, refusal } = await accepted(world(), deed);
        if (refusal !== undefined) refusals[by] = refusal;
        started.push(...runs.map((run) => ({ by, run })));
      }
      const results = await finished(started.map(({ run }) => run));
      return { refusals, runs: results.map((result, index) => witness.seen(result, started[index]?.by ?? '')) };
    },
    records: () =>
      world().repository.deployments.flatMap(
        (deployment) => recordOf(deployment, world().repository.runs, outputs) ?? [],
      ),
    async visit(tier, service, path) {
      const url = new URL(path, world().url(tier, service));
      const response = await fetch(url, { headers: { connection: 'close' } }).catch((error: Error) => {
        // What `fetch` itself says is "fetch failed".
        throw error.cause instanceof Error ? error.cause : error;
      });
      return response.text();
    },
    hear(event) {
      outputs.hear(event);
      witness.hear(event);
      if (event.kind !== 'job-waiting' || event.reason.for !== 'reviewers') return;
      answer(event.run, event.reason.environment).catch(fail);
    },
  };
}

/** The runs that a deed starts, or why GitHub starts none. */
async function accepted(
  world: World,
  deed: Deed,
): Promise<{ readonly runs: readonly WorkflowRun[]; readonly refusal?: string }> {
  const event = await eventOf(world, deed);
  try {
    return { runs: await world.engine.trigger(event) };
  } catch (error) {
    if (error instanceof DispatchRefused) return { runs: [], refusal: error.message };
    throw error;
  }
}
