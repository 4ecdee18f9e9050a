import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type FaultProxy, type Seen, statusAnswer } from '../../unit/adapters/kubernetes/fault-proxy.ts';
import { isWrite } from '../load-run/writes.ts';
import type { StepResult } from '../run-action.ts';
import { type Check, Skipped } from '../scenario-run/check.ts';
import { onFaultyWay } from '../scenario-run/faulty-way.ts';
import { begin, Problems } from '../scenario-run/steady-problems.ts';
import { inSteadyTier, type SteadyTier } from '../scenario-run/steady-tier.ts';
import type { SteadyImage } from './client-checks.ts';
import { ROLLING, type SteadyRelease } from './steady.ts';
import { WEB } from './workload.ts';

interface ApiFault {
  readonly name: string;
  readonly id: string;
  /** Makes the proxy go wrong from now on. @returns how often it has. */
  readonly arm: (proxy: FaultProxy) => () => number;
  /** Seconds that the whole may take longer. */
  readonly delay: number;
}

/** Of all requests, as long as there are some left to hit. */
const EVERY = 3;

/** Every third request that `hits`, so many in all. */
const some =
  (fault: Fault | ((proxy: FaultProxy) => Fault), times: number, hits: (seen: Seen) => boolean = () => true) =>
  (proxy: FaultProxy): (() => number) => {
    let [asked, hit] = [0, 0];
    proxy.fault = (seen) => {
      if (hit === times || !hits(seen) || ++asked % EVERY !== 0) return undefined;
      hit += 1;
      return typeof fault === 'function' ? fault(proxy) : fault;
    };
    return () => hit;
  };

/** Out of reach for so long, from a second after the first write on. */
const away =
  (seconds: number) =>
  (proxy: FaultProxy): (() => number) => {
    let gone = 0;
    proxy.fault = (seen) => {
      if (gone > 0 || !isWrite(seen) || !seen.url.includes('/deployments/')) return undefined;
      gone = 1;
      void sleep(1000)
        .then(() => {
          proxy.away = true;
          proxy.reset();
          return sleep(seconds * 1000);
        })
        .then(() => {
          proxy.away = false;
        });
      return undefined;
    };
    return () => gone;
  };

/** Nobody answers 410 to what names no version. */
const isVersioned = ({ url }: Seen): boolean => /[?&](resourceVersion|continue)=/.test(url);
const reset = (proxy: FaultProxy): Fault => {
  setImmediate(() => proxy.reset());
  return { kind: 'stall' };
};

/** A silent call is given up after 15 s; everything else costs its own delay and a short wait. */
const FAULTS: readonly ApiFault[] = [
  { name: 'dropped connections', id: 'drop', arm: some({ kind: 'drop' }, 8), delay: 16 },
  { name: 'answers that never come', id: 'stall', arm: some({ kind: 'stall' }, 2), delay: 32 },
  { name: 'answers after 2 s', id: 'slow', arm: some({ kind: 'slow', milliseconds: 2000 }, 8), delay: 16 },
  { name: '410', id: 'gone', arm: some(statusAnswer(410, 'Expired'), 4, isVersioned), delay: 12 },
  {
    name: '429 with Retry-After',
    id: 'busy',
    arm: some(statusAnswer(429, 'TooManyRequests', { 'retry-after': '2' }), 8),
    delay: 24,
  },
  { name: '500', id: 'error', arm: some(statusAnswer(500, 'InternalError'), 8), delay: 24 },
  { name: '503', id: 'overload', arm: some(statusAnswer(503, 'ServiceUnavailable'), 8), delay: 24 },
  { name: 'truncated JSON', id: 'half', arm: some({ kind: 'truncated' }, 8, ({ isWatch }) => !isWatch), delay: 16 },
  { name: 'connections that are reset', id: 'reset', arm: some(reset, 8), delay: 16 },
  // A kind that is polled is seen up to 15 s late, and a call waits up to 5 for its next try.
  { name: 'an API server that is away for 40 s', id: 'away', arm: away(40), delay: 60 },
];

/** Of steps that nothing disturbs: measured 7 s and 17 s, on a machine that others use as well. */
const GOOD_WITHIN = 20;
const BROKEN_WITHIN = 35;

/** What goes wrong between the action and the API server delays a verdict and never changes it. */
export const faultChecks = (image: SteadyImage): readonly Check[] => [
  faultCheck(
    'an API server that never comes back is unknown, and nothing is undone',
    'lost',
    image,
    async (deploy, proxy, tier) => {
      const problems = new Problems();
      away(3600)(proxy);
      const step = await deploy({ version: 'two', fault: 'exits' });
      problems.step(step, { outcome: 'unknown', class: '', sentence: /nothing was undone/, verdictWithin: 240 });
      const version = await tier.read('deployment', WEB, '{.spec.template.spec.containers[0].env[0].value}');
      problems.hold(version === 'two', `the Deployment has version "${version}", wanted "two"`);
      problems.tell();
      return `unknown after ${step.seconds.toFixed(1)} s`;
    },
  ),
  ...FAULTS.map(({ name, id, arm, delay }) =>
    faultCheck(`good is complete and broken is rolled back in spite of ${name}`, id, image, async (deploy, proxy) => {
      const problems = new Problems();
      const goodHits = arm(proxy);
      const good = await deploy({ version: 'two' });
      problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: GOOD_WITHIN + delay });
      const brokenHits = arm(proxy);
      const broken = await deploy({ version: 'three', fault: 'exits' });
      problems.step(broken, {
        outcome: 'rolled-back',
        class: 'crash-loop',
        sentence: /exit code 1/,
        verdictWithin: BROKEN_WITHIN + delay,
      });
      problems.hold(goodHits() > 0 && brokenHits() > 0, 'nothing went wrong on the way');
      const took = [good, broken].map(({ seconds }) => seconds);
      problems.hold((took[0] ?? 0) <= GOOD_WITHIN + delay, `the good step took ${took[0]} s`);
      problems.tell();
      return `${took.map((each) => each.toFixed(1)).join(' s and ')} s, ${goodHits()} and ${brokenHits()} faults`;
    }),
  ),
];

const faultCheck = (
  name: string,
  id: string,
  image: SteadyImage,
  run: (
    deploy: (release: SteadyRelease) => Promise<StepResult>,
    proxy: FaultProxy,
    tier: SteadyTier,
  ) => Promise<string>,
): Check => ({
  name: `faults: ${name}`,
  async run(around) {
    const { cluster, turns } = around;
    const { builder, deployer } = cluster;
    if (builder === undefined || deployer === undefined)
      throw new Skipped('it needs a registry and a deployer with a token, which the cluster of "npm run cluster" has');
    const reference = await image(around);
    return await turns(() =>
      inSteadyTier(`fault-${id}`, reference, around, async (tier) => {
        await begin(tier, tier.deploy({ version: 'one' }, ROLLING));
        return await onFaultyWay(deployer, ({ proxy, kubeconfig }) =>
          run((release) => tier.deploy(release, ROLLING, { kubeconfig }), proxy, tier),
        );
      }),
    );
  },
});
