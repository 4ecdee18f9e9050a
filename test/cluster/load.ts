import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with.ts';
import { ownCluster } from './cluster-under-test.ts';
import { loadDemo } from './demo-run/load-demo.ts';
import { fakeGitHub } from './fake-github.ts';
import { steadyImage } from './images/steady-image.ts';
import { deployUnderLoad } from './load-run/deploy-under-load.ts';
import { KeptRows, keptPath } from './load-run/kept-rows.ts';
import type { KillRow } from './load-run/kill-deploys.ts';
import { type KillTold, killRun, killTable } from './load-run/kill-run.ts';
import { type LoadRow, loadTable, remaining, STRATEGIES, type StrategyName } from './load-run/plan.ts';
import { speaker } from './machine/speaker.ts';
import { inSteadyTier } from './scenario-run/steady-tier.ts';

const USAGE = `npm run test:load -- [--good N] [--broken N] [--no-kills] [--strategy NAME] [--fresh]
npm run test:load -- --demo [--good N] [--strategy NAME]
  Deploys under eight clients, each with requests at fifty a second and a WebSocket; wanted: not one failed request.
  --good      good releases of each strategy (20)
  --broken    broken releases of each strategy (10)
  --no-kills  leaves out what comes after that: a run is killed before and after each of its writes, and the next one converges
  --strategy  ${Object.keys(STRATEGIES).join(' or ')} alone
  --fresh     forgets what an interrupted call with the same bundles has done; otherwise it is continued
  --demo      instead of all that, the demo's own images under requests to both services and open pages: not one request without an
              answer, and each WebSocket closed with 1012 and back within five seconds, by the page's own client (10 of each strategy)
  It needs the cluster of "npm run cluster -- up".`;

/** The command `npm run test:load`. @returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      demo: { type: 'boolean', default: false },
      good: { type: 'string' },
      broken: { type: 'string', default: '10' },
      kills: { type: 'boolean', default: true },
      strategy: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const wanted = { good: Number(values.good ?? (values.demo ? 10 : 20)), broken: Number(values.broken) };
  const names = Object.keys(STRATEGIES) as StrategyName[];
  const strategies = names.filter((name) => values.strategy === undefined || values.strategy === name);
  const countable = [wanted.good, wanted.broken].every((count) => Number.isInteger(count) && count >= 0);
  if (values.help || strategies.length === 0 || !countable) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  const say = speaker();
  if (values.demo) return await loadDemo(strategies, wanted.good, say);
  const kept = new KeptRows<LoadRow>(keptPath('load'));
  const killed = new KeptRows<KillRow>(keptPath('kills'));
  if (values.fresh) {
    kept.forget();
    killed.forget();
  }
  const told: KillTold[] = [];
  const cluster = await ownCluster();
  if (cluster.builder === undefined) throw new Error('The cluster has no registry to push images to.');
  const github = await fakeGitHub();
  try {
    const image = await steadyImage(cluster.builder);
    for (const strategy of strategies) {
      const deploys = remaining(strategy, wanted, kept.read());
      if (deploys.length === 0) continue;
      say(`${strategy}: ${deploys.length} deploys to go`);
      await inSteadyTier(`load-${strategy}`, image, { cluster, github }, (tier) =>
        deployUnderLoad(tier, strategy, deploys, (row) => {
          kept.add(row);
          say(lineOf(row));
        }),
      );
    }
    for (const strategy of values.kills ? strategies : []) {
      const ended = await killRun(strategy, image, { cluster, github }, killed.read(), (row) => {
        killed.add(row);
        say(killLine(row));
      });
      say(`${strategy}: N = ${ended.writes.length} writes: ${ended.writes.join(', ')}`);
      told.push(ended);
    }
  } finally {
    await github.close();
  }
  const rows = kept.read().filter(({ strategy }) => strategies.includes(strategy));
  console.log(`\n${loadTable(rows)}\nkept in ${kept.path}`);
  const kills = killed.read().filter(({ strategy }) => told.some((each) => each.strategy === strategy));
  if (told.length > 0) console.log(`\n${killTable(told, kills)}\nkept in ${killed.path}`);
  return [...rows, ...kills].some(({ problems }) => problems.length > 0) ? 1 : 0;
}

const killLine = ({ strategy, write, when, request, outcome, seconds, problems }: KillRow): string =>
  [
    `${problems.length === 0 ? 'passed' : 'failed'} ${strategy}, killed ${when} write ${write} (${request}): then ${outcome}, ${seconds} s for both`,
    ...problems,
  ].join('\n            ');

const lineOf = ({ strategy, kind, fault, outcome, seconds, answered, failed, problems }: LoadRow): string =>
  [
    `${problems.length === 0 ? 'passed' : 'failed'} ${strategy}, ${kind}${fault === '' ? '' : ` (${fault})`}: ${outcome} after ${seconds} s, ${failed} of ${answered + failed} requests failed`,
    ...problems,
  ].join('\n            ');

exitWith(main(process.argv.slice(2)));
