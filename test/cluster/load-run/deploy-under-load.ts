import { setTimeout as sleep } from 'node:timers/promises';
import { begin, COLOUR_FIELD } from '../scenario-run/steady-problems.ts';
import type { SteadyTier } from '../scenario-run/steady-tier.ts';
import { WEB } from '../scenarios/workload.ts';
import { failureSentence, traffic } from '../traffic/traffic.ts';
import { type LoadRow, type remaining, STRATEGIES, type StrategyName } from './plan.ts';

/** After a deploy, until its last pods are gone: what they do to their clients on the way out is the deploy's. */
const LAST_PODS = 5_000;

/** Deploys one after the other in a tier, under one crowd of clients that never stops in between. */
export async function deployUnderLoad(
  tier: SteadyTier,
  strategy: StrategyName,
  deploys: ReturnType<typeof remaining>,
  keep: (row: LoadRow) => void,
): Promise<void> {
  const { inputs, broken } = STRATEGIES[strategy];
  const { address } = await begin(tier, tier.deploy({ version: 'v0' }, inputs));
  const colours = tier.follow(['service', WEB], COLOUR_FIELD);
  const clients = traffic(address);
  let good = 'v0';
  try {
    for (const [index, { kind, fault }] of deploys.entries()) {
      const version = `v${index + 1}`;
      const before = { answered: clients.answered, failed: clients.failures.length, moves: colours.steps.length };
      const { outputs } = await tier.deploy({ version, ...(fault === undefined ? {} : { fault }) }, inputs);
      await sleep(LAST_PODS);
      const { outcome = '', class: code = '', sentence = '' } = outputs;
      const wanted = kind === 'good' ? 'complete' : broken;
      if (outcome === 'complete') good = version;
      const failures = clients.failures.slice(before.failed);
      const answered = clients.answered - before.answered;
      const moved = colours.steps.slice(Math.max(1, before.moves)).map(({ value }) => value);
      const served = kind === 'broken' && clients.bodies.has(version);
      keep({
        strategy,
        kind,
        fault: fault ?? '',
        outcome,
        class: code,
        seconds: Number(outputs['seconds-to-verdict']),
        answered,
        failed: failures.length,
        problems: [
          ...(outcome === wanted ? [] : [`outcome is "${outcome}", wanted "${wanted}": ${sentence}`]),
          ...(failures.length === 0 ? [] : [failureSentence({ answered, failures })]),
          ...(kind === 'broken' && moved.length > 0 ? [`the Service moved to ${moved.join(', ')}`] : []),
          ...(served ? [`clients were served ${version}, which is broken`] : []),
          ...(answered > 0 ? [] : ['no client was answered']),
        ],
      });
    }
    const body = await (await fetch(`http://${address}/`)).text();
    if (body !== good) throw new Error(`In the end clients are served "${body}", wanted "${good}".`);
  } finally {
    await clients.stop();
  }
}
