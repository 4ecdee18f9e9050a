import { clients } from '../clients.ts';
import type { ClusterUnderTest } from '../cluster-under-test.ts';
import type { StepResult } from '../run-action.ts';
import type { Check, Surroundings } from '../scenario-run/check.ts';
import { openStage, type Stage } from '../scenario-run/stage.ts';
import { must } from './kind-checks.ts';
import { WEB, web } from './workload.ts';

const BLUE_GREEN = { strategy: 'blue-green', bake: '5', 'scale-down-delay': '2', 'stable-for': '3' };
const CANARY = { strategy: 'canary', steps: '50:5', 'stable-for': '3' };
const CLIENTS = 8;

const selectorOf = ({ kubectl }: ClusterUnderTest, { namespace }: Stage): Promise<string> =>
  kubectl('get', 'service', WEB, '--namespace', namespace, '--output=jsonpath={.spec.selector}');

/** @throws when one request of the clients that ask meanwhile fails. @returns the step, and what the clients were served. */
async function underLoad(
  cluster: ClusterUnderTest,
  { namespace }: Stage,
  work: () => Promise<StepResult>,
): Promise<{ readonly step: StepResult; readonly bodies: readonly string[]; readonly answered: number }> {
  const asking = Array.from({ length: CLIENTS }, () => clients(() => cluster.request(namespace, WEB)));
  const step = await work().finally(() => Promise.all(asking.map((client) => client.stop())));
  const seen = await Promise.all(asking.map((client) => client.stop()));
  const failed = seen.flatMap((one) => one.failed);
  const answered = seen.reduce((sum, one) => sum + one.answered, 0);
  if (failed.length > 0)
    throw new Error(`${failed.length} of ${answered + failed.length} requests failed: ${failed[0]}\n${step.log}`);
  return { step, answered, bodies: [...new Set(seen.flatMap((one) => one.bodies))] };
}

const check = (
  name: string,
  id: string,
  kind: 'blueGreen' | 'canary',
  run: (stage: Stage, around: Surroundings) => Promise<string>,
): Check => ({
  name: `traffic: ${name}`,
  alone: true,
  async run(around) {
    const stage = await openStage(id, WEB, web({ image: around.images('first') }), around, kind);
    try {
      return await run(stage, around);
    } finally {
      await stage.close();
    }
  },
});

/** Strategies that move traffic, under clients that never stop asking. */
export const TRAFFIC_CHECKS: readonly Check[] = [
  check(
    'blue-green adopts what runs, moves all clients to the new release, and loses no request',
    'bg-good',
    'blueGreen',
    async (stage, { cluster, images }) => {
      must(await stage.rollOut(web({ image: images('first') }), { 'stable-for': '3' }), { outcome: 'complete' });
      const { step, bodies, answered } = await underLoad(cluster, stage, () =>
        stage.rollOut(web({ image: images('second') }), BLUE_GREEN),
      );
      const said = must(step, { outcome: 'complete' });
      if (bodies.join() !== 'first,second') throw new Error(`Clients were served ${bodies.join()}.`);
      return `${answered} requests, 0 failed; ${said}`;
    },
  ),
  check(
    'a broken new colour never gets a request, and the Service is never moved',
    'bg-broken',
    'blueGreen',
    async (stage, { cluster, images }) => {
      must(await stage.rollOut(web({ image: images('first') }), BLUE_GREEN), { outcome: 'complete' });
      const before = await selectorOf(cluster, stage);
      const { step, bodies, answered } = await underLoad(cluster, stage, () =>
        stage.rollOut(web({ image: images('crashing') }), BLUE_GREEN),
      );
      // Nothing was moved, so nothing was rolled back.
      const said = must(step, { outcome: 'failed', class: 'crash-loop', within: 45 });
      const after = await selectorOf(cluster, stage);
      if (before !== after || bodies.join() !== 'first')
        throw new Error(`The Service selects ${after}, before ${before}; clients were served ${bodies.join()}.`);
      return `${answered} requests, 0 failed; ${said}`;
    },
  ),
  check(
    'a canary grows and replaces what ran, and loses no request',
    'canary-good',
    'canary',
    async (stage, around) => {
      const { cluster, images } = around;
      must(await stage.rollOut(web({ image: images('first') }), { 'stable-for': '3' }), { outcome: 'complete' });
      const { step, answered } = await underLoad(cluster, stage, () =>
        stage.rollOut(web({ image: images('second') }), CANARY),
      );
      return `${answered} requests, 0 failed; ${must(step, { outcome: 'complete' })}`;
    },
  ),
  check('a canary that crashes is taken back, and loses no request', 'canary-bad', 'canary', async (stage, around) => {
    const { cluster, images } = around;
    must(await stage.rollOut(web({ image: images('first') }), { 'stable-for': '3' }), { outcome: 'complete' });
    const { step, answered } = await underLoad(cluster, stage, () =>
      stage.rollOut(web({ image: images('crashing') }), CANARY),
    );
    return `${answered} requests, 0 failed; ${must(step, { outcome: 'rolled-back', class: 'crash-loop', within: 45 })}`;
  }),
];
