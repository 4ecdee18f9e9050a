import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { rollout } from '../../actions/rollout/contract.ts';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import type { ContainerScript } from '../../rehearsal/cluster/kubelet/scripted/script.ts';
import { kubectlOf } from '../cluster/bring-up/kubectl.ts';
import { type FakeGitHub, fakeGitHub } from '../cluster/fake-github.ts';
import { find } from '../cluster/machine/packages.ts';
import { runAction } from '../cluster/run-action.ts';
import { kubectlBaseline } from '../cluster/scenario-run/kubectl-baseline.ts';
import type { RolloutScenario } from '../cluster/scenarios/rollout-scenario.ts';
import { ROLLOUT_SCENARIOS } from '../cluster/scenarios/rollout-scenarios.ts';
import { type ImageName, type Images, type Manifest, WEB } from '../cluster/scenarios/workload.ts';
import { withScriptedCluster } from '../scripted-cluster.ts';
import type { Bench, Row } from './measure.ts';

/** Scenarios that need nothing of a real machine. */
const SHOWN: readonly string[] = ['good', 'image-not-found', 'crash-loop', 'config-missing', 'never-ready'];

/** What a rollout may use at its peak, MB. */
const MEMORY = 130;

/** A module that writes the largest resident set of its process, in KiB, when that ends. */
const writesPeak = (file: string): string =>
  `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));
`;

const BEHAVIOUR: Readonly<Partial<Record<ImageName, ContainerScript>>> = {
  first: { runs: [{ failingPaths: ['/nowhere'], readyAfter: 'never', failingStatus: 404 }] },
  second: { runs: [{ failingPaths: ['/nowhere'], readyAfter: 'never', failingStatus: 404 }] },
  crashing: { runs: [{ readyAfter: 'never', logs: ['DATABASE_URL is not set'], exit: { code: 1, after: 50 } }] },
};
const repository = (name: ImageName): string => `registry.test/scenario/${name}`;
const images: Images = (name) => `${repository(name)}@sha256:${Buffer.from(name.padEnd(32, '-')).toString('hex')}`;
const scriptOf = (reference: string): ContainerScript | undefined =>
  Object.entries(BEHAVIOUR).find(([name]) => images(name as ImageName) === reference)?.[1];

/** Seconds to a verdict beside `kubectl rollout status` on the same objects, on the embedded cluster with a real kubelet's times, and
 *  the memory that the bundle needs meanwhile. Without kubectl there is nothing to compare with. */
export async function verdictsBench(): Promise<readonly Bench[]> {
  const kubectl = find('kubectl');
  if (kubectl === undefined) {
    console.log('Seconds to a verdict: there is no kubectl here to compare with.\n');
    return [];
  }
  const scratch = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const github = await fakeGitHub();
  try {
    const told = await withScriptedCluster(realClock, scriptOf, (kubeconfig) =>
      Promise.all(
        ROLLOUT_SCENARIOS.filter(({ id }) => SHOWN.includes(id)).map((scenario) =>
          compare(scenario, { kubectl, kubeconfig, github, scratch }),
        ),
      ),
    );
    return [
      { name: 'Seconds to a verdict against kubectl rollout status', rows: told.map(({ verdict }) => verdict) },
      { name: 'Peak memory of a rollout against the budget', rows: told.map(({ memory }) => memory) },
    ];
  } finally {
    await github.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Place {
  readonly kubectl: string;
  readonly kubeconfig: string;
  readonly github: FakeGitHub;
  readonly scratch: string;
}

async function compare(
  scenario: RolloutScenario,
  place: Place,
): Promise<{ readonly verdict: Row; readonly memory: Row }> {
  const kubectl = kubectlOf(place.kubectl, place.kubeconfig);
  const own = `bench-${scenario.id}`;
  await kubectl.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: own } }], '--validate=false');
  const script = join(place.scratch, `${scenario.id}.mjs`);
  const peak = join(place.scratch, `${scenario.id}.peak`);
  await writeFile(script, writesPeak(peak));
  const step = (manifests: readonly Manifest[]) =>
    runAction({
      contract: rollout,
      with: { service: WEB, tier: 'dev', namespace: own, manifests: 'manifests.yaml' },
      github: place.github,
      run: place.github.newRun(Object.fromEntries(rollout.permissions.map(({ scope, level }) => [scope, level]))),
      env: { KUBECONFIG: place.kubeconfig, NODE_OPTIONS: `--import=${pathToFileURL(script)}` },
      workspace: { 'manifests.yaml': manifests.map((each) => stringify(each)).join('---\n') },
    });
  const ours = async () => {
    await step(scenario.before(images));
    return await step(scenario.attempts.at(-1)?.manifests(images) ?? []);
  };
  const [last, baseline] = await Promise.all([ours(), kubectlBaseline(kubectl, `${own}-kubectl`, scenario, images)]);
  const { outcome = 'none', class: code = '' } = last.outputs;
  const label = `${scenario.id}: ${code === '' ? outcome : code}`;
  const waits = baseline.verdict === 'none';
  return {
    verdict: {
      label: waits ? `${label} (kubectl still waits)` : label,
      ours: Number(last.outputs['seconds-to-verdict']),
      peer: baseline.seconds,
      unit: 's',
    },
    memory: {
      label: scenario.id,
      ours: (Number(await readFile(peak, 'utf8')) * 1024) / 1e6,
      peer: MEMORY,
      unit: 'MB',
      limit: 1,
    },
  };
}
