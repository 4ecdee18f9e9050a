import type { Check } from '../scenario-run/check.ts';
import { type GatewayTier, inMeasuredTier } from '../scenario-run/gateway-tier.ts';
import { begin, Problems } from '../scenario-run/steady-problems.ts';
import { traffic } from '../traffic/traffic.ts';
import { aloneCheck, type SteadyImage } from './client-checks.ts';
import { GATEWAY_CROWD, WEIGHTS_FIELD } from './gateway-checks.ts';
import { type StrategyInputs, WEIGHTED } from './steady.ts';
import { WEB } from './workload.ts';

/** The pair of queries that docs/canary.md gives, over a window of a test: what pods count themselves. */
const OF_PODS = pair('http_requests_total', 'namespace="{{namespace}}",pod=~"{{pods}}"');
/** What the Gateway counts for each Service, where pods count nothing: the Services have the names of the Deployments. */
const OF_GATEWAY = pair(
  'traefik_service_requests_total',
  'service="{{namespace}}-{{deployment}}-http-80@kubernetesgateway"',
);

function pair(counter: string, side: string): StrategyInputs {
  const errors = `sum(rate(${counter}{${side},code=~"5.."}[10s]))`;
  return {
    'metric-value': `clamp_min(${errors} / sum(rate(${counter}{${side}}[10s])), 0.01) or vector(0.01)`,
    'metric-samples': `sum(increase(${counter}{${side}}[10s]))`,
  };
}

/** The measure and its numbers: of the canary, of the pods beside it. */
const WORSE =
  /^With 25 % of the traffic the metric is (0\.\d+) \(([\d.]+) requests\) for the canary and 0\.01 \([\d.]+ requests\) for the pods beside it, more than 10 % worse: clamp_min\(/;

const measureCheck = (
  name: string,
  id: string,
  image: SteadyImage,
  say: (line: string) => void,
  run: (tier: GatewayTier, prometheus: string) => Promise<string>,
): Check =>
  aloneCheck(`gateway: ${name}`, image, (reference, around) => inMeasuredTier(id, reference, around, say, run));

/** A canary by weights that a real Prometheus judges. */
export const measureChecks = (image: SteadyImage, say: (line: string) => void): readonly Check[] => [
  ...(
    [
      ['what its pods count', 'pods', OF_PODS],
      ['what the Gateway counts', 'gateway', OF_GATEWAY],
    ] as const
  ).flatMap(([what, id, queries]): readonly Check[] => [
    measureCheck(`a canary whose requests fail is taken back by ${what}`, `worse-${id}`, image, say, (tier, url) =>
      worse(tier, { ...WEIGHTED, steps: '25:30', 'metric-url': url, ...queries }),
    ),
    measureCheck(`a good canary is complete by ${what}`, `better-${id}`, image, say, (tier, url) =>
      better(tier, { ...WEIGHTED, steps: '25:15', 'metric-url': url, ...queries }),
    ),
  ]),
  measureCheck('a canary that nobody can measure is held, and goes on when somebody can', 'held', image, say, held),
];

async function worse(tier: GatewayTier, inputs: StrategyInputs): Promise<string> {
  const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
  const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
  const clients = traffic(address, GATEWAY_CROWD);
  const problems = new Problems();
  const broken = await tier.deploy({ version: 'two', fault: 'fails-every-fifth' }, inputs);
  await clients.stop();
  problems.step(broken, {
    outcome: 'rolled-back',
    class: '',
    sentence: WORSE,
    verdictWithin: 60,
  });
  const value = Number(WORSE.exec(broken.outputs['sentence'] ?? '')?.[1]);
  problems.hold(Math.abs(value - 0.2) <= 0.03, `the measure is ${value}, and a fifth of the requests failed`);
  problems.stepped('the weights', weights, ['1', '75 25', '1']);
  const other = clients.failures.filter(({ reason }) => !reason.endsWith('answered 500, wanted 200'));
  problems.hold(
    other.length === 0,
    `${other.length} requests failed otherwise than by the canary: ${other[0]?.reason}`,
  );
  problems.tell();
  const failed = `${clients.failures.length} of ${clients.failures.length + clients.answered} requests answered 500`;
  return `${broken.outputs['seconds-to-verdict']} s, ${failed}: ${broken.outputs['sentence']}`;
}

async function better(tier: GatewayTier, inputs: StrategyInputs): Promise<string> {
  const { address } = await begin(tier, tier.deploy({ version: 'one' }, inputs));
  const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
  const clients = traffic(address, GATEWAY_CROWD);
  const problems = new Problems();
  const good = await tier.deploy({ version: 'two' }, inputs);
  await clients.stop();
  problems.step(good, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 90 });
  problems.served(clients, ['one', 'two'], clients.bodies);
  problems.stepped('the weights', weights, ['1', '75 25', '1']);
  problems.tell();
  return `verdict after ${good.outputs['seconds-to-verdict']} s, ${clients.answered} requests answered`;
}

async function held(tier: GatewayTier, url: string): Promise<string> {
  const inputs = { ...WEIGHTED, steps: '25:15', ...OF_PODS };
  const { address } = await begin(tier, tier.deploy({ version: 'one' }, { ...inputs, 'metric-url': url }));
  const weights = tier.follow(['httproute', WEB], WEIGHTS_FIELD);
  const clients = traffic(address, GATEWAY_CROWD);
  const problems = new Problems();
  // Nobody listens there.
  const unmeasured = await tier.deploy(
    { version: 'two' },
    { ...inputs, steps: '25:40', 'metric-url': 'http://127.0.0.1:1' },
  );
  problems.step(unmeasured, {
    outcome: 'unknown',
    class: '',
    sentence:
      /^The canary is held at 25 % of the traffic: the metric could not be read 3 times in a row: 127\.0\.0\.1:1 was asked .*ECONNREFUSED/,
    verdictWithin: 70,
  });
  problems.stepped('the weights', weights, ['1', '75 25']);
  const measured = await tier.deploy({ version: 'two' }, { ...inputs, 'metric-url': url });
  await clients.stop();
  problems.step(measured, { outcome: 'complete', class: '', sentence: /web/, verdictWithin: 90 });
  problems.served(clients, ['one', 'two'], clients.bodies);
  problems.stepped('the weights', weights, ['1', '75 25', '1']);
  problems.tell();
  return `${unmeasured.outputs['sentence']} Then ${measured.outputs['seconds-to-verdict']} s, ${clients.answered} requests answered`;
}
