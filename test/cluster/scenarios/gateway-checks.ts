import type { Check } from '../scenario-run/check.ts';
import { type GatewayTier, inGatewayTier } from '../scenario-run/gateway-tier.ts';
import { begin, Problems } from '../scenario-run/steady-problems.ts';
import { counting, shareOf } from '../traffic/counts.ts';
import { type Crowd, traffic } from '../traffic/traffic.ts';
import { aloneCheck, type SteadyImage } from './client-checks.ts';
import { WEIGHTED } from './steady.ts';
import { WEB } from './workload.ts';

/** Through one more process on the same machine. */
export const GATEWAY_CROWD: Crowd = { clients: 8, rate: 25 };
/** Weights of the route, stable and canary; one where nothing is divided. */
export const WEIGHTS_FIELD = '.spec.rules[0].backendRefs[*].weight';

/** From a weight that is written until the Gateway does so: Traefik takes at most one change in two seconds. */
const TAKEN_AFTER = 4_000;
const PAUSE = 10;
/** Points that the clients' share may be off. */
const TOLERANCE = 2;

const gatewayCheck = (
  name: string,
  id: string,
  image: SteadyImage,
  say: (line: string) => void,
  run: (tier: GatewayTier) => Promise<string>,
): Check =>
  aloneCheck(`gateway: ${name}`, image, (reference, around) => inGatewayTier(id, reference, around, say, run));

/** Weights of a route, through a real Gateway, under clients that never stop. */
export const gatewayChecks = (image: SteadyImage, say: (line: string) => void): readonly Check[] => [
  gatewayCheck(
    'a canary by weights has exactly its shares, and no client notices',
    'gw-good',
    image,
    say,
    async (tier) => {
      const steps = [10, 50];
      const inputs = { ...WEIGHTED, steps: steps.map((percent) => `${percent}:${PAUSE}`).join(',') };
      const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
      const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
      const clients = traffic(address, GATEWAY_CROWD);
      const { counts, stop } = counting(clients);
      const problems = new Problems();
      const good = await tier.deploy({ version: 'two' }, inputs);
      stop();
      await clients.stop();
      problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 100 });
      problems.served(clients, ['one', 'two'], clients.bodies);
      problems.stepped('the weights', weights, ['1', '90 10', '50 50', '1']);
      const shares = steps.map((percent) => {
        const at = weights.steps.find(({ value }) => value === `${100 - percent} ${percent}`)?.at ?? Number.NaN;
        // The pause begins after the write, so the share lasts for as long as that at least.
        const seen = shareOf('two', counts, at + TAKEN_AFTER, at + PAUSE * 1000);
        problems.hold(
          Math.abs(seen.percent - percent) <= TOLERANCE,
          `clients saw ${seen.percent} % of the canary, wanted ${percent} %`,
        );
        return `${percent} % was ${seen.percent.toFixed(2)} % of ${seen.answers}`;
      });
      const replicas = await tier.read('deployment', `${WEB}-canary`, '{.spec.replicas}');
      problems.hold(replicas === '0', `the canary has ${replicas} replicas in the end, wanted 0`);
      problems.tell();
      return `verdict after ${good.outputs['seconds-to-verdict']} s, ${clients.answered} requests answered; ${shares.join(', ')}`;
    },
  ),

  gatewayCheck('a canary that never starts gets no weight', 'gw-exits', image, say, async (tier) => {
    const inputs = { ...WEIGHTED, steps: '50:5' };
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
    const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
    const clients = traffic(address, GATEWAY_CROWD);
    const problems = new Problems();
    const broken = await tier.deploy({ version: 'two', fault: 'exits' }, inputs);
    await clients.stop();
    problems.step(broken, { outcome: 'rolled-back', class: 'crash-loop', sentence: /exit code 1/, verdictWithin: 45 });
    problems.served(clients, ['one'], clients.bodies);
    problems.stepped('the weights', weights, ['1']);
    problems.tell();
    return `verdict after ${broken.outputs['seconds-to-verdict']} s, ${clients.answered} requests answered`;
  }),

  gatewayCheck('a canary that turns unready loses its weight within 3 s', 'gw-unready', image, say, async (tier) => {
    const inputs = { ...WEIGHTED, steps: '25:40' };
    const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
    const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
    const ready = tier.follow(['deployment', `${WEB}-canary`], '.status.readyReplicas');
    const clients = traffic(address, GATEWAY_CROWD);
    const problems = new Problems();
    const broken = await tier.deploy({ version: 'two', fault: 'unready-under-traffic' }, inputs);
    await clients.stop();
    problems.step(broken, {
      outcome: 'rolled-back',
      class: '',
      sentence: /pods ready while it has/,
      verdictWithin: 60,
    });
    problems.stepped('the weights', weights, ['1', '75 25', '1']);
    const given = await weights.until('the weight', (value) => value === '75 25', 0);
    const signal = await ready.until('an unready pod', (value) => value !== '1', 0, given);
    const back = await weights.until('the weight to go', (value) => value === '1', 0, given);
    problems.hold(back - signal <= 3000, `the weight went ${back - signal} ms after the signal, wanted 3000`);
    // The Gateway knows a pod that nobody should ask, and has no other for the share of the canary.
    const outside = clients.failures.filter(({ at }) => at < signal - 1000 || at > back + TAKEN_AFTER);
    problems.hold(outside.length === 0, `${outside.length} requests failed outside of the unready window`);
    const other = clients.failures.filter(({ reason }) => !reason.endsWith('answered 503, wanted 200'));
    problems.hold(other.length === 0, `${other.length} requests failed otherwise than with 503: ${other[0]?.reason}`);
    problems.tell();
    const took = `weight taken ${back - signal} ms after the signal, ${clients.failures.length} answered 503 in between`;
    return `verdict after ${broken.outputs['seconds-to-verdict']} s, ${clients.answered} requests answered; ${took}`;
  }),

  gatewayCheck(
    'a killed run whose canary has a weight: the post step takes it',
    'gw-killed',
    image,
    say,
    async (tier) => {
      const inputs = { ...WEIGHTED, steps: '25:5' };
      const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
      const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
      const clients = traffic(address, GATEWAY_CROWD);
      const problems = new Problems();
      const run = tier.newRun();
      const long = { ...inputs, steps: '25:60' };
      let kill = (): void => {};
      const dying = tier.deploy({ version: 'two' }, long, {
        run,
        onStart: (send) => {
          kill = () => send('SIGKILL');
        },
      });
      await weights.until('the weight', (value) => value === '75 25', 60);
      kill();
      const { state } = await dying;
      const post = await tier.deploy({ version: 'two' }, long, { run, stage: { kind: 'post', state } });
      problems.hold(post.exitCode === 0, `the post step ended with code ${post.exitCode}:\n${post.log}`);
      problems.stepped('the weights', weights, ['1', '75 25', '1']);
      const next = await tier.deploy({ version: 'three' }, inputs);
      await clients.stop();
      problems.step(next, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 90 });
      problems.served(clients, ['one', 'two', 'three'], clients.bodies);
      problems.stepped('the weights', weights, ['1', '75 25', '1', '75 25', '1']);
      problems.tell();
      return `post step ${post.seconds.toFixed(1)} s, ${clients.answered} requests answered`;
    },
  ),
];
