import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with.ts';
import { takeDown } from './bring-up/down.ts';
import { FOLDERS, paths } from './bring-up/layout.ts';
import { bringUp } from './bring-up/up.ts';
import { type ClusterUnderTest, chosenKubeconfig, namedCluster, ownCluster } from './cluster-under-test.ts';
import { demandRoot } from './demand-root.ts';
import { type FakeGitHub, fakeGitHub } from './fake-github.ts';
import { scenarioImages } from './images/scenario-images.ts';
import { holding } from './machine/lock.ts';
import { speaker } from './machine/speaker.ts';
import { turns } from './machine/turns.ts';
import { type Check, type Checked, runChecks, runOne, tally } from './scenario-run/check.ts';
import type { CaseTold } from './scenario-run/run-case.ts';
import type { RolloutTold } from './scenario-run/run-rollout.ts';
import { SecretSearch } from './scenario-run/secret-search.ts';
import { keepTimes, resultsFile, type TimedRun, timesTable } from './scenario-run/times-table.ts';
import { caseChecks, isAcceptance, REPEATED_CASES, ROLLOUT_CASES } from './scenarios/case-checks.ts';
import { CLIENT_SCRIPT_CHECKS } from './scenarios/client-script-checks.ts';
import { DIFF_CHECKS } from './scenarios/diff-checks.ts';
import { EDGE_TREE_CHECKS } from './scenarios/edge-tree-checks.ts';
import { EVIDENCE_CHECKS } from './scenarios/evidence-checks.ts';
import { INSIDE_CHECKS } from './scenarios/inside-checks.ts';
import { MANIFEST_CHECKS } from './scenarios/manifest-checks.ts';
import { OBSERVABILITY_CHECKS } from './scenarios/observability-checks.ts';
import { POLICY_CHECKS } from './scenarios/policy-checks.ts';
import { REGISTRY_CHECKS } from './scenarios/registry-checks.ts';
import { RIGHTS_CHECKS } from './scenarios/rights-checks.ts';
import { rolloutChecks } from './scenarios/rollout-checks.ts';
import { RUNBOOK_CHECKS } from './scenarios/runbook-checks.ts';
import { SCORE_CHECKS } from './scenarios/score-checks.ts';
import { SECRET_CHECKS } from './scenarios/secret-checks.ts';
import { realGatewayChecks, steadyChecks } from './scenarios/steady-checks.ts';
import { STORY_CHECKS } from './scenarios/story-checks.ts';
import { TRACE_CHECKS } from './scenarios/trace-checks.ts';

const USAGE = `npm run test:cluster -- [--kubeconfig FILE --registry HOST:PORT] [--only TEXT] [--keep] [--rollouts [--runs N] | --gateway]
  --kubeconfig  another cluster than the one of "npm run cluster"; also SLUICE_TEST_KUBECONFIG. KUBECONFIG is not asked
  --registry    where images for that cluster are pushed, over plain HTTP; also SLUICE_TEST_REGISTRY
  --only        checks whose name has this text
  --rollouts    rollouts of every kind and strategy instead of the usual checks: npm run test:rollout
  --runs        how often acceptance scenarios and cases that heal by themselves are run; each has to pass every time. The
                rest of them is run once
  --gateway     canaries behind a real Gateway, judged by a real Prometheus: npm run test:gateway
  --keep        leaves a cluster up that this run brought up`;

/** Rollouts: more at a time disturb each other's times on two cores. With `--rollouts` many of them wait for a fault to pass. */
const TIMED_AT_ONCE = { usual: 3, rollouts: 4, gateway: 1 } as const;
/** Checks, most of which wait for kubectl's verdict. */
const AT_ONCE = 8;

/** The command `npm run test:cluster`. @returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kubeconfig: { type: 'string' },
      registry: { type: 'string' },
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
      rollouts: { type: 'boolean', default: false },
      gateway: { type: 'boolean', default: false },
      runs: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const say = speaker();
  const chosen = chosenKubeconfig(values.kubeconfig, process.env);
  if (chosen.kind === 'named') {
    say(`testing against ${chosen.path}, named by ${chosen.by}`);
    const folder = await mkdtemp(join(tmpdir(), 'sluice-builder-'));
    try {
      const registry = values.registry ?? process.env['SLUICE_TEST_REGISTRY'] ?? '';
      return await test(await namedCluster(chosen.path, registry, folder), values, say);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  demandRoot();
  const lock = paths(FOLDERS).lock;
  const started = await holding(lock, 'up', 3600, say, () => bringUp({ crashLoopSeconds: undefined }, say));
  say(`testing against ${paths(FOLDERS).kubeconfig}`);
  try {
    return await test(await ownCluster(), values, say);
  } finally {
    if (started && !values.keep) await holding(lock, 'down', 600, say, () => takeDown(say));
  }
}

interface Wanted {
  readonly only?: string;
  readonly rollouts: boolean;
  readonly gateway: boolean;
  readonly runs: string;
}

async function test(
  cluster: ClusterUnderTest,
  { only, rollouts, gateway, runs }: Wanted,
  say: (line: string) => void,
): Promise<number> {
  const told: TimedRun[] = [];
  const keep = (id: string, each: RolloutTold | CaseTold): void => {
    told.push({ ...each, id, passed: each.problems.length === 0 });
  };
  // kubectl waits for its deadline each time; once is enough to stand beside.
  const rolled = (run: number) => rolloutChecks(run === 0, (each) => keep(each.scenario.id, each));
  const first = () => [
    ...MANIFEST_CHECKS,
    ...SECRET_CHECKS,
    ...steadyChecks(),
    ...rolled(0),
    ...caseChecks(ROLLOUT_CASES, true, keep),
  ];
  const again = (run: number) => [
    ...[...steadyChecks(), ...rolled(run)].filter(isAcceptance),
    ...caseChecks(REPEATED_CASES, false, keep),
  ];
  const suites: Readonly<Record<'usual' | 'rollouts' | 'gateway', () => readonly Check[]>> = {
    usual: () => [
      ...REGISTRY_CHECKS,
      ...EVIDENCE_CHECKS,
      ...DIFF_CHECKS,
      ...SCORE_CHECKS,
      ...rolled(0),
      ...caseChecks(ROLLOUT_CASES.filter(isAcceptance), false, keep),
      ...INSIDE_CHECKS,
      ...RIGHTS_CHECKS,
      ...SECRET_CHECKS,
      ...steadyChecks().filter(isAcceptance),
      ...TRACE_CHECKS,
      ...CLIENT_SCRIPT_CHECKS,
      ...OBSERVABILITY_CHECKS,
      ...RUNBOOK_CHECKS,
      ...EDGE_TREE_CHECKS,
      ...STORY_CHECKS,
      ...POLICY_CHECKS,
    ],
    rollouts: () => Array.from({ length: countOf(runs) }, (_, run) => (run === 0 ? first() : again(run))).flat(),
    gateway: () => realGatewayChecks(say),
  };
  const suite = rollouts ? 'rollouts' : gateway ? 'gateway' : 'usual';
  const checks = suites[suite]().filter(({ name }) => only === undefined || name.includes(only));
  if (checks.length === 0) throw new Error(`No check has ${JSON.stringify(only)} in its name.`);
  const github = await fakeGitHub();
  const search = new SecretSearch();
  try {
    const images = cluster.builder === undefined ? () => '' : await scenarioImages(cluster.builder);
    const results = await runChecks(
      checks,
      { cluster, github, images, search, turns: turns(TIMED_AT_ONCE[suite]) },
      AT_ONCE,
      (checked) => tellOne(checked, say),
    );
    if (told.length > 0) {
      keepTimes(told, new Date());
      console.log(`\n${timesTable(told)}\nkept in ${resultsFile()}\n`);
    }
    const searched = await searchAll(search, github, say);
    const all = [...results, ...searched];
    console.log(tally(all));
    return all.some(({ result }) => result === 'failed') ? 1 : 0;
  } finally {
    await github.close();
  }
}

/** The end of every suite: what it has left for others to see holds no secret that was planted. Nothing where none was. */
async function searchAll(
  search: SecretSearch,
  github: FakeGitHub,
  say: (line: string) => void,
): Promise<readonly Checked[]> {
  if (!search.hasValues) return [];
  search.addGitHub(github);
  const check = { name: 'secrets: none of them stands anywhere but in Secrets', run: async () => search.told() };
  const checked = await runOne(check);
  tellOne(checked, say);
  return [checked];
}

function countOf(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new Error(`--runs is "${text}"; wanted a number from 1 to 99.`);
  return Number(text);
}

function tellOne(checked: Checked, say: (line: string) => void): void {
  say(`${checked.result.padEnd(7)} ${checked.name} (${checked.seconds.toFixed(1)} s)`);
  const more = checked.result === 'passed' ? checked.note : checked.reason;
  if (more !== undefined) console.error(more.replace(/^/gm, '            '));
}

exitWith(main(process.argv.slice(2)));
