import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '../scenario-run/check.ts';
import { begin, COLOUR_FIELD, Problems } from '../scenario-run/steady-problems.ts';
import { traffic } from '../traffic/traffic.ts';
import { type SteadyImage, steadyCheck } from './client-checks.ts';
import type { Expectation } from './rollout-scenario.ts';
import { BLUE_GREEN, ROLLING } from './steady.ts';
import { WEB } from './workload.ts';

const LATER = 3_000;
const superseded: Expectation = { outcome: 'superseded', class: '', sentence: /newer/, verdictWithin: 60 };
const complete: Expectation = { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 60 };
const VERSION_FIELD = '.spec.template.spec.containers[0].env[0].value';

/** Two runs of one service at once: the newer one wins, whichever comes first, and nobody undoes what it did. */
export const concurrencyChecks = (image: SteadyImage): readonly Check[] => [
  steadyCheck('S28 two rolling runs at once, the newer one 3 s later: it wins', 's28', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, ROLLING));
    const versions = tier.follow(['deployment', WEB], VERSION_FIELD);
    const clients = traffic(address);
    const problems = new Problems();
    const [older, newer] = [tier.newRun(), tier.newRun()];
    const first = tier.deploy({ version: 'two' }, ROLLING, { run: older });
    await sleep(LATER);
    const [loser, winner] = await Promise.all([first, tier.deploy({ version: 'three' }, ROLLING, { run: newer })]);
    await clients.stop();
    problems.step(loser, { ...superseded, verdictWithin: Number.POSITIVE_INFINITY });
    problems.step(winner, complete);
    problems.served(clients, ['one', 'two', 'three'], clients.bodies);
    const seen = versions.steps.map(({ value }) => value).join(' ');
    // The newer run may come before the older one's first write or after it.
    problems.hold(['one two three', 'one three'].includes(seen), `the version of the Deployment was ${seen}`);
    problems.tell();
    return `winner after ${winner.outputs['seconds-to-verdict']} s, loser gone after ${loser.seconds.toFixed(1)} s`;
  }),

  steadyCheck('two blue-green runs at once, the newer one 3 s later: it wins', 's28-bg', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, BLUE_GREEN));
    const colours = tier.follow(['service', WEB], COLOUR_FIELD);
    const clients = traffic(address);
    const problems = new Problems();
    const [older, newer] = [tier.newRun(), tier.newRun()];
    const first = tier.deploy({ version: 'two' }, BLUE_GREEN, { run: older });
    await sleep(LATER);
    const [loser, winner] = await Promise.all([first, tier.deploy({ version: 'three' }, BLUE_GREEN, { run: newer })]);
    await clients.stop();
    problems.step(loser, { ...superseded, verdictWithin: Number.POSITIVE_INFINITY });
    problems.step(winner, complete);
    problems.served(clients, ['one', 'two', 'three'], clients.bodies);
    const seen = colours.steps.map(({ value }) => value).join(' ');
    // The newer run may come before the older one's switch or after it.
    problems.hold(['blue green', 'blue green blue'].includes(seen), `the colour of the Service was ${seen}`);
    problems.tell();
    return `winner after ${winner.outputs['seconds-to-verdict']} s, loser gone after ${loser.seconds.toFixed(1)} s`;
  }),

  steadyCheck('an older run that comes 3 s later changes nothing', 's28-old', image, async (tier) => {
    await begin(tier, tier.deploy({ version: 'one' }, ROLLING));
    const versions = tier.follow(['deployment', WEB], VERSION_FIELD);
    const problems = new Problems();
    const [older, newer] = [tier.newRun(), tier.newRun()];
    const first = tier.deploy({ version: 'three' }, ROLLING, { run: newer });
    await sleep(LATER);
    const [winner, loser] = await Promise.all([first, tier.deploy({ version: 'two' }, ROLLING, { run: older })]);
    problems.step(loser, { ...superseded, verdictWithin: Number.POSITIVE_INFINITY });
    problems.step(winner, complete);
    problems.stepped('the version of the Deployment', versions, ['one', 'three']);
    problems.tell();
    return `winner after ${winner.outputs['seconds-to-verdict']} s, loser gone after ${loser.seconds.toFixed(1)} s`;
  }),
];
