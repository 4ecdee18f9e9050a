import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownCluster } from '../../cluster/cluster-under-test.ts';
import { demandRoot } from '../../cluster/demand-root.ts';
import { fakeGitHub } from '../../cluster/fake-github.ts';
import { scenarioImages } from '../../cluster/images/scenario-images.ts';
import { KeptRows } from '../../cluster/load-run/kept-rows.ts';
import { speaker } from '../../cluster/machine/speaker.ts';
import { resultsFile } from '../../cluster/scenario-run/times-table.ts';
import { exitWith } from '../../exit-with.ts';
import { CLASSES as ROLLING_CLASSES } from './classes.ts';
import { TOOLS } from './contender.ts';
import { withArgoKinds } from './contenders/argo-rollouts.ts';
import { contendersOf } from './contenders-of.ts';
import { LIVED_IN_CLASSES } from './lived-in-classes.ts';
import { argoManifests } from './peer-programs.ts';
import { peersTable } from './peers-table.ts';
import { rankingProblems } from './ranking.ts';
import { currentRows, remainingClasses } from './remaining-classes.ts';
import type { BenchRow } from './row.ts';
import { STRATEGY_CLASSES } from './strategy-classes.ts';
import { timeClasses } from './time-classes.ts';

const CLASSES = [...ROLLING_CLASSES, ...LIVED_IN_CLASSES, ...STRATEGY_CLASSES];

const USAGE = `npm run bench:rollout -- [--only CLASS[,CLASS]] [--tools TOOL[,TOOL]] [--at-once N] [--fresh]
  Rolls the same releases out by every tool on the cluster of "npm run cluster -- up", and times their verdicts and what they restore.
  --only     these classes: ${CLASSES.map(({ id }) => id).join(', ')}
  --tools    these tools: ${TOOLS.join(', ')}
  --at-once  classes at a time, besides the one with everybody's defaults (2)
  --fresh    times again what an earlier call has timed with these very versions; otherwise that is continued`;

/** The command `npm run bench:rollout`. @returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      tools: { type: 'string', default: TOOLS.join() },
      'at-once': { type: 'string', default: '2' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',');
  const classes = CLASSES.filter(({ id }) => only === undefined || only.includes(id));
  const atOnce = Number(values['at-once']);
  const names = values.tools.split(',');
  const tools = TOOLS.filter((tool) => names.includes(tool));
  const known = tools.length === names.length && (only?.every((id) => CLASSES.some((each) => each.id === id)) ?? true);
  if (values.help || !known || !Number.isInteger(atOnce) || atOnce < 1) {
    console.log(USAGE);
    return values.help ? 0 : 2;
  }
  demandRoot();
  const say = speaker();
  const kept = new KeptRows<BenchRow>(join(dirname(resultsFile()), 'bench-rollout.jsonl'));
  // What is left of a fresh run that is interrupted must not be taken from an older one.
  if (values.fresh && only === undefined) kept.forget();
  const cluster = await ownCluster();
  if (cluster.builder === undefined) throw new Error('The cluster has no registry to push images to.');
  const github = await fakeGitHub();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  try {
    const contenders = await contendersOf(tools, { cluster, github, say });
    const named = await scenarioImages(cluster.builder);
    const left = remainingClasses(classes, values.fresh ? [] : kept.read(), contenders);
    say(`${left.length} of ${classes.length} classes to go, by ${contenders.map(({ name }) => name).join(', ')}`);
    const time = () => timeClasses(left, contenders, { cluster, named, atOnce, commit, kept, say });
    const argo = contenders.some(({ name }) => name === 'argo-rollouts') && left.some(({ strategy }) => strategy);
    const failed = await (argo ? withArgoKinds(cluster.kubectl, await argoManifests(), time) : time());
    const rows = currentRows(kept.read(), contenders);
    const problems = [...failed, ...rankingProblems(classes, rows)];
    console.log(`\n${peersTable(classes, rows)}\n\nkept in ${kept.path}`);
    console.log(problems.length === 0 ? 'Ours is first or as good in every row.' : problems.join('\n'));
    return problems.length === 0 ? 0 : 1;
  } finally {
    await github.close();
  }
}

exitWith(main(process.argv.slice(2)));
