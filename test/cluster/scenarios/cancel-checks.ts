import { setTimeout as sleep } from 'node:timers/promises';
import type { StepResult } from '../run-action.ts';
import type { Check } from '../scenario-run/check.ts';
import { begin, OPERATION_FIELD, Problems, phaseIn } from '../scenario-run/steady-problems.ts';
import type { SteadyTier } from '../scenario-run/steady-tier.ts';
import { type Traffic, traffic } from '../traffic/traffic.ts';
import { type SteadyImage, steadyCheck } from './client-checks.ts';
import { BLUE_GREEN, CANARY, ROLLING, type SteadyRelease, type StrategyInputs } from './steady.ts';
import { WEB } from './workload.ts';

/** When and how a run is ended from outside. */
interface Interruption {
  readonly name: string;
  readonly id: string;
  readonly inputs: StrategyInputs & { readonly strategy: keyof typeof BRIEF };
  readonly release: SteadyRelease;
  /** Where its operation is noted. */
  readonly on: 'deployment' | 'service';
  /** Seconds after the start, or the phase that has to be seen first. */
  readonly at: number | string;
  /** `cancel`: SIGINT, SIGTERM 7.5 s later, then the kill. `death`: the kill alone, as of a runner that dies. */
  readonly by: 'cancel' | 'death';
  /** What its operation must be in the end. */
  readonly left: string;
}

const two: SteadyRelease = { version: 'two' };
/** Long enough to be interrupted in. */
const BAKING = { ...BLUE_GREEN, bake: '20' };
const DRAINING = { ...BLUE_GREEN, bake: '1', 'scale-down-delay': '20' };

const INTERRUPTIONS: readonly Interruption[] = [
  {
    name: 'S30 rolling, 5 s after its start',
    id: 's30',
    inputs: { strategy: 'rolling' },
    release: two,
    on: 'deployment',
    at: 5,
    by: 'cancel',
    left: 'cancelled',
  },
  {
    name: 'rolling while it goes back',
    id: 's30-back',
    inputs: ROLLING,
    release: { version: 'two', fault: 'exits' },
    on: 'deployment',
    at: 'failing',
    by: 'cancel',
    left: 'failing',
  },
  {
    name: 'rolling',
    id: 's30-death',
    inputs: { strategy: 'rolling' },
    release: two,
    on: 'deployment',
    at: 'applied',
    by: 'death',
    left: 'cancelled',
  },
  {
    name: 'blue-green before the switch',
    id: 's30-bg',
    inputs: BLUE_GREEN,
    release: two,
    on: 'service',
    at: 'applied',
    by: 'cancel',
    left: 'cancelled',
  },
  {
    name: 'blue-green while it bakes',
    id: 's30-bake',
    inputs: BAKING,
    release: two,
    on: 'service',
    at: 'flipped',
    by: 'cancel',
    left: 'cancelled',
  },
  {
    name: 'blue-green while it bakes',
    id: 's30-bake-death',
    inputs: BAKING,
    release: two,
    on: 'service',
    at: 'flipped',
    by: 'death',
    left: 'cancelled',
  },
  {
    name: 'blue-green once it is verified',
    id: 's30-drain',
    inputs: DRAINING,
    release: two,
    on: 'service',
    at: 'verified',
    by: 'cancel',
    left: 'verified',
  },
  {
    name: 'a canary with a share',
    id: 's30-canary',
    inputs: { ...CANARY, steps: '33:20' },
    release: two,
    on: 'service',
    at: 'applied',
    by: 'cancel',
    left: 'cancelled',
  },
];

const BRIEF: Readonly<Record<'rolling' | 'blue-green' | 'canary', StrategyInputs>> = {
  rolling: ROLLING,
  'blue-green': BLUE_GREEN,
  canary: { 'stable-for': '3', steps: '33:1' },
};

/** From a request to leave until the process is gone. */
const GONE_WITHIN = 5;
/** As GitHub's runner does it (Runner.Worker: `ProcessInvoker.CancelAndKillProcessTree`). */
const SIGTERM_AFTER = 7_500;
const KILL_AFTER = 2_500;

/** A run that is interrupted in any phase is gone in time, says in the cluster where it was, and is continued by the next. */
export const cancelChecks = (image: SteadyImage): readonly Check[] =>
  INTERRUPTIONS.map((interruption) =>
    steadyCheck(`${interruption.name}: ${interruption.by}`, interruption.id, image, async (tier) => {
      const { inputs, by, left, on } = interruption;
      // Runs that are not interrupted need no time to be interrupted in.
      const strategy = { ...inputs, ...BRIEF[inputs.strategy] };
      const { address } = await begin(tier, tier.deploy({ version: 'one' }, strategy));
      const clients = traffic(address, { clients: 2, rate: 20 });
      const problems = new Problems();
      const run = tier.newRun();
      const { result, seconds } = await interrupted(tier, interruption, run);
      problems.hold(
        seconds <= GONE_WITHIN,
        `it was gone ${seconds.toFixed(1)} s after the first signal, wanted ${GONE_WITHIN}`,
      );
      problems.hold(result.exitCode !== 0, 'the step ended with code 0, wanted another');
      if (by === 'cancel') problems.hold(result.outputs['outcome'] !== undefined, `it told no outcome:\n${result.log}`);
      const post = await tier.deploy(interruption.release, inputs, {
        run,
        stage: { kind: 'post', state: result.state },
      });
      problems.hold(post.exitCode === 0, `the post step ended with code ${post.exitCode}:\n${post.log}`);
      problems.hold(/cancel|ended before its verdict/i.test(post.log), `the post step told nothing:\n${post.log}`);
      const phase = phaseIn(await tier.read(on, WEB, `{${OPERATION_FIELD}}`));
      problems.hold(
        phase === left,
        `the operation is "${phase}" in the end, wanted "${left}":\n${result.log}\n${post.log}`,
      );
      await nextRunContinues(tier, clients, problems, strategy);
      problems.tell();
      return `gone after ${seconds.toFixed(1)} s; post step ${post.seconds.toFixed(1)} s: ${result.outputs['sentence'] ?? post.log}`;
    }),
  );

async function interrupted(
  tier: SteadyTier,
  { at, by, on, release, inputs }: Interruption,
  run: ReturnType<SteadyTier['newRun']>,
): Promise<{ readonly result: StepResult; readonly seconds: number }> {
  const operations = tier.follow([on, WEB], OPERATION_FIELD);
  const since = Date.now();
  let ended: Promise<{ readonly result: StepResult; readonly at: number }> | undefined;
  const send = await new Promise<(signal: NodeJS.Signals) => void>((onStart) => {
    ended = tier.deploy(release, inputs, { run, onStart }).then((result) => ({ result, at: performance.now() }));
  });
  if (typeof at === 'number') await sleep(at * 1000);
  else {
    const ours = (value: string): boolean => phaseIn(value) === at && value.includes(`"id":${run.id}`);
    await operations.until(`phase "${at}"`, ours, 60, since);
    // In the middle of what the phase is about, not at its first write.
    await sleep(1000);
  }
  const asked = performance.now();
  send(by === 'cancel' ? 'SIGINT' : 'SIGKILL');
  const escalation = [
    setTimeout(() => send('SIGTERM'), SIGTERM_AFTER),
    setTimeout(() => send('SIGKILL'), SIGTERM_AFTER + KILL_AFTER),
  ];
  if (ended === undefined) throw new Error('The step was never started.');
  const { result, at: gone } = await ended;
  for (const timer of escalation) clearTimeout(timer);
  return { result, seconds: (gone - asked) / 1000 };
}

async function nextRunContinues(
  tier: SteadyTier,
  clients: Traffic,
  problems: Problems,
  inputs: StrategyInputs,
): Promise<void> {
  const next = await tier.deploy({ version: 'three' }, inputs);
  await clients.stop();
  problems.step(next, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 60 });
  problems.served(clients, ['one', 'two', 'three'], clients.bodies);
}
