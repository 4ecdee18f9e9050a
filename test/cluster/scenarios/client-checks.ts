import type { Check, Surroundings } from '../scenario-run/check.ts';
import { Skipped } from '../scenario-run/check.ts';
import { begin, COLOUR_FIELD, Problems } from '../scenario-run/steady-problems.ts';
import { inSteadyTier, type SteadyTier } from '../scenario-run/steady-tier.ts';
import { traffic } from '../traffic/traffic.ts';
import { BLUE_GREEN, CANARY, ROLLING } from './steady.ts';
import { WEB } from './workload.ts';

/** How a check gets the image of its server. */
export type SteadyImage = (around: Surroundings) => Promise<string>;

/** A check whose clients never stop: they disturb the times of others, and others theirs. */
export const aloneCheck = (
  name: string,
  image: SteadyImage,
  run: (reference: string, around: Surroundings) => Promise<string>,
): Check => ({
  name,
  alone: true,
  async run(around) {
    if (around.cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
    return await run(await image(around), around);
  },
});

/** Such a check in a tier of its own. */
export const steadyCheck = (
  name: string,
  id: string,
  image: SteadyImage,
  run: (tier: SteadyTier) => Promise<string>,
): Check => aloneCheck(`clients: ${name}`, image, (reference, around) => inSteadyTier(id, reference, around, run));

/** Strategies that move traffic, under clients that never stop. */
export const clientChecks = (image: SteadyImage): readonly Check[] => [
  steadyCheck('S25 blue-green with a broken new copy: no client notices', 's25', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, BLUE_GREEN));
    const colours = tier.follow(['service', WEB], COLOUR_FIELD);
    const clients = traffic(address);
    const problems = new Problems();
    const broken = await tier.deploy({ version: 'two', fault: 'exits' }, BLUE_GREEN);
    await clients.stop();
    problems.step(broken, {
      outcome: 'failed',
      class: 'crash-loop',
      sentence: /exit code 1/,
      summary: /DATABASE_URL is not set/,
      verdictWithin: 45,
    });
    problems.served(clients, ['one'], clients.bodies);
    problems.stepped('the colour of the Service', colours, ['blue']);
    problems.tell();
    return noteOf(broken.outputs['seconds-to-verdict'], clients.answered);
  }),

  steadyCheck(
    'S26 blue-green whose new copy turns unready while it bakes: back within 3 s',
    's26',
    image,
    async (tier) => {
      const { address } = await begin(tier, tier.deploy({ version: 'one' }, BLUE_GREEN));
      const colours = tier.follow(['service', WEB], COLOUR_FIELD);
      const ready = tier.follow(['deployment', `${WEB}-green`], '.status.readyReplicas');
      const clients = traffic(address);
      const problems = new Problems();
      const inputs = { ...BLUE_GREEN, bake: '30' };
      const broken = await tier.deploy({ version: 'two', fault: 'unready-under-traffic' }, inputs);
      await clients.stop();
      const flipped = await colours.until('the switch', (value) => value === 'green', 0);
      const signal = await ready.until('an unready pod', (value) => value !== '2', 0, flipped);
      const back = await colours.until('the switch back', (value) => value === 'blue', 0, flipped);
      problems.step(broken, {
        outcome: 'rolled-back',
        class: '',
        sentence: /pods ready while it has/,
        verdictWithin: 40,
      });
      problems.stepped('the colour of the Service', colours, ['blue', 'green', 'blue']);
      problems.hold(back - signal <= 3000, `the traffic went back ${back - signal} ms after the signal, wanted 3000`);
      // Nobody can be served between the moment when every new pod refuses and the moment when the network has learned.
      const outside = clients.failures.filter(({ at }) => at < signal - 1000 || at > back + 2000);
      problems.hold(outside.length === 0, `${outside.length} requests failed outside of the unready window`);
      problems.tell();
      const took = `back ${back - signal} ms after the signal, ${clients.failures.length} failed in between`;
      return `${noteOf(broken.outputs['seconds-to-verdict'], clients.answered)}; ${took}`;
    },
  ),

  steadyCheck('a good blue-green is complete, and no client notices', 'bg-good', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, BLUE_GREEN));
    const colours = tier.follow(['service', WEB], COLOUR_FIELD);
    const clients = traffic(address);
    const problems = new Problems();
    const good = await tier.deploy({ version: 'two' }, BLUE_GREEN);
    await clients.stop();
    problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 40 });
    problems.served(clients, ['one', 'two'], clients.bodies);
    problems.stepped('the colour of the Service', colours, ['blue', 'green']);
    const old = await tier.read('deployment', `${WEB}-blue`, '{.spec.replicas}');
    problems.hold(old === '0', `the old copy has ${old} replicas in the end, wanted 0`);
    problems.tell();
    return noteOf(good.outputs['seconds-to-verdict'], clients.answered);
  }),

  steadyCheck('blue-green takes over a Deployment that was rolled before', 'adopt', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, ROLLING));
    const clients = traffic(address);
    const problems = new Problems();
    const broken = await tier.deploy({ version: 'two', fault: 'exits' }, BLUE_GREEN);
    const whole = await tier.read('service', WEB, '{.spec.selector}');
    problems.step(broken, { outcome: 'failed', class: 'crash-loop', sentence: /exit code 1/, verdictWithin: 45 });
    problems.served(clients, ['one'], clients.bodies);
    problems.hold(!/hash|colour/.test(whole), `after the failure the Service selects ${whole}, wanted what it had`);
    const good = await tier.deploy({ version: 'three' }, BLUE_GREEN);
    await clients.stop();
    problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 40 });
    problems.served(clients, ['one', 'three'], clients.bodies);
    const replicas = await tier.read('deployment', WEB, '{.spec.replicas}');
    problems.hold(replicas === '0', `the Deployment from before has ${replicas} replicas in the end, wanted 0`);
    problems.tell();
    return noteOf(good.outputs['seconds-to-verdict'], clients.answered);
  }),

  steadyCheck('a canary grows to everything, and no client notices', 'canary', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, CANARY));
    const clients = traffic(address);
    const problems = new Problems();
    const good = await tier.deploy({ version: 'two' }, CANARY);
    await clients.stop();
    problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 60 });
    problems.served(clients, ['one', 'two'], clients.bodies);
    const replicas = await tier.read('deployment', `${WEB}-canary`, '{.spec.replicas}');
    problems.hold(replicas === '0', `the canary has ${replicas} replicas in the end, wanted 0`);
    problems.tell();
    return noteOf(good.outputs['seconds-to-verdict'], clients.answered);
  }),

  steadyCheck('a broken canary is taken back, and no client notices', 'canary-bad', image, async (tier) => {
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, CANARY));
    const clients = traffic(address);
    const problems = new Problems();
    const broken = await tier.deploy({ version: 'two', fault: 'exits' }, CANARY);
    await clients.stop();
    problems.step(broken, { outcome: 'rolled-back', class: 'crash-loop', sentence: /exit code 1/, verdictWithin: 45 });
    problems.served(clients, ['one'], clients.bodies);
    const replicas = await tier.read('deployment', `${WEB}-canary`, '{.spec.replicas}');
    problems.hold(replicas === '0', `the canary has ${replicas} replicas in the end, wanted 0`);
    problems.tell();
    return noteOf(broken.outputs['seconds-to-verdict'], clients.answered);
  }),
];

const noteOf = (seconds: string | undefined, answered: number): string =>
  `verdict after ${seconds} s, ${answered} requests answered`;
