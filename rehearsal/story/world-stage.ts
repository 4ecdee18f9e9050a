import { bodyAt } from '../edge/pages.ts';
import type { WorkflowRun } from '../github/model.ts';
import { hostedRunner, type Runner } from '../runner/runner.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { RunEvent } from '../workflow/run-event.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { World } from '../world.ts';
import { allFinished } from './all-runs.ts';
import { Performance } from './performance.ts';
import { Quiet } from './quiet.ts';
import { recordOf } from './record-of.ts';
import type { Company } from './role.ts';
import { RolloutOutputs } from './rollout-outputs.ts';
import type { SeenRecord } from './seen.ts';
import { VERSION } from './sights.ts';
import { type SkippingClock, skippingClock } from './skipping-clock.ts';
import type { Stage } from './stage.ts';
import { Witness } from './witness.ts';

/** Whoever answers when reviewers are asked. */
export type Approver = (environment: string) => Promise<boolean>;

/** The stage that a story is really played on. A world is made with its runner, clock and ears. */
export interface WorldStage extends Stage {
  readonly runner: Runner;
  readonly clock: SkippingClock;
  hear(event: RunEvent): void;
  /** Raises any event and waits until every run that it started, and every one that followed, has ended. @throws what GitHub would refuse, or what went wrong with
   *  an approval. */
  raise(event: RepositoryEvent): Promise<readonly RunResult[]>;
}

/** @param world asked only when the world has started */
export function worldStage(
  world: () => World,
  approve: Approver,
  company: Company = 'the jobs themselves',
): WorldStage {
  const outputs = new RolloutOutputs();
  const witness = new Witness((run, step) => world().isEarlier(run, step));
  const [quiet, clock] = [new Quiet(), skippingClock()];
  const performances: Performance[] = [];
  // Runs of events that are being raised may have jobs before anybody knows whose they are.
  const raising = new Set<Promise<unknown>>();
  let fail = (_: unknown): void => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});

  const records = (): readonly SeenRecord[] =>
    world().repository.deployments.flatMap(
      (deployment) => recordOf(deployment, world().repository.runs, outputs) ?? [],
    );
  const performanceOf = async (run: WorkflowRun): Promise<Performance | undefined> => {
    await Promise.allSettled(raising);
    // A run that is started again belongs to the act that did so.
    return performances.findLast((one) => one.owns(run));
  };
  const answer = async (run: WorkflowRun, environment: string): Promise<void> => {
    const performance = await performanceOf(run);
    const reviewers = performance?.act.reviewers;
    if (reviewers === 'say nothing') return;
    const done = quiet.busy();
    try {
      // A review that GitHub refuses would leave the run waiting for ever.
      await world().review(run, environment, reviewers === undefined && (await approve(environment)));
    } finally {
      done();
    }
  };

  return {
    clock,
    async runner(job, request) {
      const performance = await performanceOf(job.run);
      return performance === undefined ? hostedRunner(job, request) : performance.takeJob(job, request);
    },
    async raise(event) {
      const runs = await world().engine.trigger(event);
      return Promise.race([allFinished(world().engine, runs), broken]);
    },
    async play(act) {
      const performance = new Performance(act, {
        world: world(),
        witness,
        quiet,
        clock,
        company,
        records,
        broken,
        raising,
      });
      performances.push(performance);
      return performance.play();
    },
    records,
    otherDeployments: () =>
      world()
        .repository.deployments.filter((deployment) => recordOf(deployment, [], outputs) === undefined)
        .map(({ environment }) => environment),
    visit: (tier, service, path) => world().page({ tier, service, path }),
    knock: (tier, call) => world().knock(tier, call),
    watch: (asked) => world().watch(asked),
    version: (tier, service) => bodyAt(VERSION, world().url(tier, service, 'operators')),
    hear(event) {
      outputs.hear(event);
      quiet.heard();
      witness.hear(event);
      if (event.kind !== 'job-waiting' || event.reason.for !== 'reviewers') return;
      answer(event.run, event.reason.environment).catch(fail);
    },
  };
}
