import { minutes } from '../../../domain/seconds.ts';
import { promql } from '../../../manifests-src/observability/promql/text.ts';
import { errorRatio } from '../../../manifests-src/observability/requests.ts';
import { watchedServices } from '../../../manifests-src/observability/watched.ts';
import { fieldsOf, listOf } from '../../../manifests-src/rules/read/fields.ts';
import { run } from '../../cluster/machine/command.ts';
import { must } from '../../demo/check.ts';
import { runbookLines } from '../../runbooks/runbook-lines.ts';
import { faster, fasterExpression } from './faster.ts';
import { otherThanTime } from './only-time.ts';
import { FACTOR, type Trial } from './trial.ts';
import { tried, triedGroups, triedObservability, triedTiers } from './watched.ts';

/** One thing that must hold of what Prometheus and Alertmanager make of the product's own rules. */
interface TrialCheck {
  readonly name: string;
  /** @returns what was seen, in a few words. @throws where it does not hold. */
  run(trial: Trial): Promise<string>;
}

/** On a machine that is loaded it takes longer, and comes to the same. */
const LONGEST = 120_000;

/** In this order: what is silent is judged when all that must be heard was. */
export const TRIAL_CHECKS: readonly TrialCheck[] = [
  {
    name: `nothing of the rules is changed but that time runs ${FACTOR} times faster`,
    async run() {
      const [rules, shorter] = [triedGroups((groups) => groups), triedGroups((groups) => faster(groups, FACTOR))];
      const difference = otherThanTime(rules, shorter, FACTOR);
      must(difference === '', difference);
      return `${rules.flatMap((group) => group.rules).length} rules`;
    },
  },
  ...[
    ['failed requests wake somebody', 'pages HighErrorRate production dashboard'],
    ['slow requests wake somebody', 'pages SlowRequests production dashboard'],
    ['the watchdog of production arrives', 'watchdog Watchdog production'],
    ['the watchdog of staging arrives', 'watchdog Watchdog staging'],
  ].map(([name = '', heard = '']) => ({
    name,
    async run({ receiver }: Trial) {
      await receiver.hears([heard], AbortSignal.timeout(LONGEST));
      return heard;
    },
  })),
  {
    name: 'what is well is silent',
    async run({ receiver }) {
      const wrong = [...receiver.heard].filter((each) => !/Watchdog|production dashboard/.test(each));
      must(wrong.length === 0, `heard was ${wrong.join('; ')}`);
      return `heard was ${[...receiver.heard].sort().join('; ')}`;
    },
  },
  {
    name: 'the panel of the error rate shows that every request fails',
    async run({ prometheus }) {
      const production = triedTiers.at(-1);
      const services = production === undefined ? [] : watchedServices(production, tried, triedObservability());
      const dashboard = services.find(({ service }) => service.name === 'dashboard');
      must(dashboard !== undefined, 'The platform has no dashboard.');
      const expression = promql(fasterExpression(errorRatio(dashboard, minutes(5)), FACTOR));
      const shown = await numberOf(prometheus, expression);
      must(shown > 0.95 && shown <= 1, `it shows ${shown}`);
      return `${(100 * shown).toFixed(1)} %`;
    },
  },
  {
    name: 'what its page says silences an alert, and no other',
    async run({ alertmanager }) {
      const { line = '' } =
        runbookLines(tried).find((each) => each.page === 'HighErrorRate' && each.line.startsWith('amtool ')) ?? {};
      await run('bash', ['--norc', '-c', line.replace('http://localhost:9093', alertmanager)]);
      const answer = await fetch(`${alertmanager}/api/v2/alerts`);
      // One that pages already keeps the ticket of the slow burn back: that one is inhibited, and not silenced.
      const silenced = listOf(await answer.json()).flatMap((alert) =>
        listOf(fieldsOf(fieldsOf(alert)['status'])['silencedBy']).map(
          () => fieldsOf(fieldsOf(alert)['labels'])['alertname'],
        ),
      );
      must(silenced.length > 0, 'nothing is silent');
      must(
        silenced.every((name) => name === 'HighErrorRate'),
        `silent are ${silenced.join(', ')}`,
      );
      return line;
    },
  },
];

/** The one number that an expression has now. */
async function numberOf(prometheus: string, expression: string): Promise<number> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
  const [first] = listOf(fieldsOf(fieldsOf(await answer.json())['data'])['result']);
  return Number(listOf(fieldsOf(first)['value'])[1]);
}
