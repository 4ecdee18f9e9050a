import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type FaultProxy, type Seen, statusAnswer } from '../../unit/adapters/kubernetes/fault-proxy.ts';
import { STRATEGIES, type StrategyName } from '../load-run/plan.ts';
import { isWrite } from '../load-run/writes.ts';
import type { StepResult } from '../run-action.ts';
import { type Check, Skipped } from '../scenario-run/check.ts';
import { onFaultyWay } from '../scenario-run/faulty-way.ts';
import { begin, Problems } from '../scenario-run/steady-problems.ts';
import { inSteadyTier, type SteadyTier } from '../scenario-run/steady-tier.ts';
import type { SteadyImage } from './client-checks.ts';
import type { SteadyRelease } from './steady.ts';
import { WEB } from './workload.ts';

interface ApiFault {
  readonly name: string;
  readonly id: string;
  /** Makes the proxy go wrong from now on. @returns how often it has. */
  readonly arm: (proxy: FaultProxy) => () => number;
  /** Seconds that the whole may take longer. */
  readonly delay: number;
  readonly strategies: readonly StrategyName[];
}

const ROLLING_ALONE = ['rolling'] as const;
/** What may hit the one write that moves all traffic. */
const BOTH = ['rolling', 'blue-green'] as const;

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

/** Out of reach for so long, from a second after the first write on. Nothing waits for its end: a suite that is over does not. */
const away =
  (seconds: number) =>
  (proxy: FaultProxy): (() => number) => {
    let gone = 0;
    proxy.fault = (seen) => {
      if (gone > 0 || !isWrite(seen) || !seen.url.includes('/deployments/')) return undefined;
      gone = 1;
      void sleep(1000, undefined, { ref: false })
        .then(() => {
          proxy.away = true;
          proxy.reset();
          return sleep(seconds * 1000, undefined, { ref: false });
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
  { name: 'dropped connections', id: 'drop', arm: some({ kind: 'drop' }, 8), delay: 16, strategies: BOTH },
  {
    name: 'answers that never come',
    id: 'stall',
    arm: some({ kind: 'stall' }, 2),
    delay: 32,
    strategies: ROLLING_ALONE,
  },
  {
    name: 'answers after 2 s',
    id: 'slow',
    arm: some({ kind: 'slow', milliseconds: 2000 }, 8),
    delay: 16,
    strategies: ROLLING_ALONE,
  },
  {
    name: '410',
    id: 'gone',
    arm: some(statusAnswer(410, 'Expired'), 4, isVersioned),
    delay: 12,
    strategies: ROLLING_ALONE,
  },
  {
    name: '429 with Retry-After',
    id: 'busy',
    arm: some(statusAnswer(429, 'TooManyRequests', { 'retry-after': '2' }), 8),
    delay: 24,
    strategies: ROLLING_ALONE,
  },
  { name: '500', id: 'error', arm: some(statusAnswer(500, 'InternalError'), 8), delay: 24, strategies: BOTH },
  {
    name: '503',
    id: 'overload',
    arm: some(statusAnswer(503, 'ServiceUnavailable'), 8),
    delay: 24,
    strategies: ROLLING_ALONE,
  },
  {
    name: 'truncated JSON',
    id: 'half',
    arm: some({ kind: 'truncated' }, 8, ({ isWatch }) => !isWatch),
    delay: 16,
    strategies: ROLLING_ALONE,
  },
  { name: 'connections that are reset', id: 'reset', arm: some(reset, 8), delay: 16, strategies: BOTH },
  // A kind that is polled is seen up to 15 s late, and a call waits up to 5 for its next try.
  { name: 'an API server that is away for 40 s', id: 'away', arm: away(40), delay: 60, strategies: BOTH },
];

/** Seconds of steps that nothing disturbs: measured 7 and 17 of rolling on a machine that others use as well. Blue-green bakes for
 *  5 and scales down after 2. */
const UNDISTURBED: Readonly<Record<StrategyName, { readonly good: number; readonly broken: number }>> = {
  rolling: { good: 20, broken: 35 },
  'blue-green': { good: 30, broken: 35 },
};

/** What goes wrong between the action and the API server delays a verdict and never changes it. */
export const faultChecks = (image: SteadyImage): readonly Check[] => [
  faultCheck(
    'an API server that never comes back is unknown, and nothing is undone',
    'lost',
    'rolling',
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
  ...FAULTS.flatMap((fault) => fault.strategies.map((strategy) => disturbedCheck(fault, strategy, image))),
];

function disturbedCheck({ name, id, arm, delay }: ApiFault, strategy: StrategyName, image: SteadyImage): Check {
  const within = UNDISTURBED[strategy];
  const title = `${strategy}: good is complete and broken is ${STRATEGIES[strategy].broken} in spite of ${name}`;
  return faultCheck(title, id, strategy, image, async (deploy, proxy, tier) => {
    const problems = new Problems();
    const goodHits = arm(proxy);
    const good = await deploy({ version: 'two' });
    problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: within.good + delay });
    const serving = await tier.read('service', WEB, '{.spec.selector}');
    const brokenHits = arm(proxy);
    const broken = await deploy({ version: 'three', fault: 'exits' });
    problems.step(broken, {
      outcome: STRATEGIES[strategy].broken,
      class: 'crash-loop',
      sentence: /exit code 1/,
      verdictWithin: within.broken + delay,
    });
    const served = await tier.read('service', WEB, '{.spec.selector}');
    problems.hold(served === serving, `the Service selects ${served}, wanted ${serving}, as before the broken release`);
    problems.hold(goodHits() > 0 && brokenHits() > 0, 'nothing went wrong on the way');
    const took = [good, broken].map(({ seconds }) => seconds);
    problems.hold((took[0] ?? 0) <= within.good + delay, `the good step took ${took[0]} s`);
    problems.tell();
    return `${took.map((each) => each.toFixed(1)).join(' s and ')} s, ${goodHits()} and ${brokenHits()} faults`;
  });
}

const faultCheck = (
  name: string,
  id: string,
  strategy: StrategyName,
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
      inSteadyTier(`fault-${id}-${strategy}`, reference, around, async (tier) => {
        await begin(tier, tier.deploy({ version: 'one' }, STRATEGIES[strategy].inputs));
        return await onFaultyWay(deployer, ({ proxy, kubeconfig }) =>
          run((release) => tier.deploy(release, STRATEGIES[strategy].inputs, { kubeconfig }), proxy, tier),
        );
      }),
    );
  },
});
