import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withoutPython } from '../../cli/rehearsal/delivery-here.ts';
import { delivery } from '../../domain/delivery.ts';
import { clusterKey, waves } from '../../domain/waves.ts';
import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import type { Ground, GroundKind } from '../../rehearsal/ground.ts';
import { type StartedWorld, startedWorld } from '../../rehearsal/started-world.ts';
import { rollBack, rollbackRun } from '../../rehearsal/stories/facts/dispatches.ts';
import { rolledBackBy } from '../../rehearsal/stories/facts/rollback.ts';
import { MAIN_STORY } from '../../rehearsal/stories/stories.ts';
import { comparePlayed } from '../../rehearsal/story/compare-runs.ts';
import type { Change } from '../../rehearsal/story/deed.ts';
import { summariesOf } from '../../rehearsal/story/job-files.ts';
import { settingOf } from '../../rehearsal/story/setting.ts';
import type { Played } from '../../rehearsal/story/stage.ts';
import type { Act } from '../../rehearsal/story/story.ts';
import { platform } from '../fixtures/platform.ts';
import type { Api } from '../trace/api.ts';
import { httpsApi } from '../trace/https-api.ts';
import { list, text } from '../trace/json.ts';
import { readKubeconfig } from '../trace/kubeconfig.ts';

const at = (location: string) => ({ ...platform.cluster, name: 'prod', location });
const [EU, US1, US2] = [at('europe-west1'), at('us-east1'), at('us-west1')];
const ROOT = 'examples/ai-agent-platform/dashboard';

/** The demo where every push to a feature branch goes to three clusters in two waves; its other tiers stay where they are. */
const { delivery: WAVES, replaced } = withoutPython(
  delivery({
    ...platform,
    tiers: platform.tiers.map((tier, index) => (index === 0 ? { ...tier, clusters: waves([EU], [US1, US2]) } : tier)),
  }),
);
const [TIER] = WAVES.tiers;

/** A new heading, and an end at once where the key has another form: only a cluster whose Secret is old can tell. */
const WANTS_A_NEW_KEY: readonly Change[] = [
  { path: `${ROOT}/page.js`, replace: '<h1>Agents</h1>', by: '<h1>All agents</h1>' },
  {
    path: `${ROOT}/server.js`,
    replace: '    listen(readSettings(process.env));',
    by: '    if (process.env.API_KEY.startsWith("old-")) throw new Error("API_KEY is of the old form.");\n    listen(readSettings(process.env));',
  },
];

/** What the main story states of a good release and of a bad one, in a tier of this shape and a repository that is set up like this. */
let [good, crash]: readonly Act[] = [];
let started: StartedWorld;
let apis: ReadonlyMap<string, Api>;
let first: Played;
let containers: string;
const folder = mkdtempSync(join(tmpdir(), 'waves-'));

beforeAll(async () => {
  let ground: Ground | undefined;
  const seen: GroundKind = {
    ...embeddedGround,
    async start(needs) {
      containers = join(needs.folder, 'containers');
      ground = await embeddedGround.start(needs);
      return ground;
    },
  };
  started = await startedWorld({
    checkout: join(import.meta.dirname, '../..'),
    ground: seen,
    delivery: WAVES,
    replaced,
  });
  [good, crash] = MAIN_STORY.acts({ ...WAVES, setting: settingOf(started.world.repository) });
  const { clusters = [] } = ground ?? {};
  apis = new Map(
    clusters.map(({ address, administrator }, index) => {
      const path = join(folder, `kubeconfig-${index}`);
      writeFileSync(path, administrator);
      return [clusterKey(address), httpsApi(readKubeconfig(path))];
    }),
  );
  first = await started.stage.play({
    deeds: [
      {
        do: 'push',
        branch: 'feature/heading',
        from: 'main',
        message: 'feat: a better heading',
        changes: [{ path: `${ROOT}/page.js`, replace: '<h1>Agents</h1>', by: '<h1>Your agents</h1>' }],
      },
    ],
  });
});
afterAll(async () => {
  for (const api of apis.values()) api.close();
  await started.close();
  rmSync(folder, { recursive: true });
});

function stated(act: Act | undefined): Act['states'] {
  if (act === undefined) throw new Error('The main story has no such act.');
  return act.states;
}

const api = (cluster: typeof EU): Api => {
  const found = apis.get(clusterKey(cluster));
  if (found === undefined) throw new Error(`The ground has no ${clusterKey(cluster)}.`);
  return found;
};

/** The image that a cluster runs, and how many of its pods are ready. */
async function running(cluster: typeof EU): Promise<{ readonly image: string; readonly ready: number }> {
  const path = `/apis/apps/v1/namespaces/${TIER?.namespace}/deployments/dashboard`;
  const { body } = await api(cluster).request('GET', path);
  return {
    image: text(body, 'spec', 'template', 'spec', 'containers', 0, 'image'),
    ready: Number(text(body, 'status', 'readyReplicas')),
  };
}

const namespaces = async (cluster: typeof EU): Promise<readonly string[]> => {
  const { body } = await api(cluster).request('GET', '/api/v1/namespaces');
  return list(body, 'items').map((one) => text(one, 'metadata', 'name'));
};

/** How the records of a run ended, by cluster. */
const records = ({ runs }: Played): Readonly<Record<string, string>> =>
  Object.fromEntries(
    started.stage
      .records()
      .filter(({ run }) => runs.some(({ id }) => id === run.id))
      .map(({ cluster, state }) => [
        cluster ?? 'none',
        state.phase === 'ended' ? `${state.outcome}: ${state.sentence}` : state.phase,
      ]),
  );

const summary = ({ runs }: Played, job: string): string =>
  readFileSync(summariesOf(runs.flatMap(({ jobs }) => jobs)).find((one) => one.job === job)?.path ?? job, 'utf8');

/** Clusters with their state, as a summary of a wave has them. */
const states = (markdown: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...markdown.matchAll(/^\| (\S+\/\S+) \| ([^|]+) \|/gm)].map(([, cluster, state]) => [cluster, state]),
  );

describe('a tier of three clusters in two waves, rehearsed with the bundled actions', () => {
  it('gives each cluster what its own tiers need', async () => {
    expect([...apis.keys()].sort()).toEqual([platform.cluster, EU, US1, US2].map(clusterKey).sort());
    for (const cluster of [EU, US1, US2]) {
      const found = await namespaces(cluster);
      expect(found).toContain('dev');
      expect(found).not.toContain('staging');
    }
    const found = await namespaces(platform.cluster);
    expect(found).toEqual(expect.arrayContaining(['staging', 'production']));
    expect(found).not.toContain('dev');
  });

  it('brings a good release to every cluster, and completes their records together', async () => {
    expect(comparePlayed(stated(good), first)).toEqual([]);
    const [eu, ...others] = await Promise.all([EU, US1, US2].map(running));
    expect(eu).toEqual({ image: expect.stringMatching(/\/dashboard@sha256:[0-9a-f]{64}$/), ready: 1 });
    expect(others).toEqual([eu, eu]);
    const complete = 'complete: complete in all 3 clusters';
    expect(records(first)).toEqual({
      'europe-west1/prod': complete,
      'us-east1/prod': complete,
      'us-west1/prod': complete,
    });
    const told = summary(first, 'Complete dashboard in dev');
    expect(told).toContain('dashboard in dev: complete');
    expect(states(told)).toEqual({
      'europe-west1/prod': 'has the release',
      'us-east1/prod': 'has the release',
      'us-west1/prod': 'has the release',
    });
    expect(await started.stage.visit('dev', 'dashboard', '/')).toContain('Your agents');
    // A kubelet replaces what is in the folder that it unpacks an image to.
    expect(readdirSync(containers)).toHaveLength(3);
  });

  it('returns the one cluster where a release is bad, and never touches one of the second wave', async () => {
    const before = await running(EU);
    const secret = '/api/v1/namespaces/dev/secrets/dashboard';
    const { status } = await api(EU).request('PATCH', secret, {
      body: { data: { 'api-key': Buffer.from('old-key').toString('base64') } },
      contentType: 'application/merge-patch+json',
    });
    expect(status).toBe(200);
    const bad = await started.stage.play({
      deeds: [
        {
          do: 'push',
          branch: 'feature/keys',
          from: 'main',
          message: 'feat: keys of a new form',
          changes: WANTS_A_NEW_KEY,
        },
      ],
    });
    expect(comparePlayed(stated(crash), bad)).toEqual([]);
    expect(records(bad)).toEqual({ 'europe-west1/prod': expect.stringMatching(/^rolled-back: .*crashes/) });
    expect(await Promise.all([EU, US1, US2].map(running))).toEqual([before, before, before]);
    expect(summary(bad, 'Roll out dashboard to dev, wave 1 (prod, europe-west1)')).toContain(
      'API_KEY is of the old form',
    );
    expect(states(summary(bad, 'Judge wave 1 of dashboard'))).toEqual({
      'europe-west1/prod': 'rolled-back',
      'us-east1/prod': 'not started',
      'us-west1/prod': 'not started',
    });
    expect(await started.stage.visit('dev', 'dashboard', '/')).toContain('Your agents');
  });

  it('returns all clusters to the last good release of the first one, when nobody has named another', async () => {
    const before = await running(EU);
    const push = { do: 'push', branch: 'feature/heading', from: 'feature/heading', message: 'feat: x' } as const;
    const changes = [{ path: `${ROOT}/page.js`, replace: '<h1>Your agents</h1>', by: '<h1>Our agents</h1>' }];
    await started.stage.play({ deeds: [{ ...push, changes }] });
    const [eu, ...others] = await Promise.all([EU, US1, US2].map(running));
    expect(eu).not.toEqual(before);
    expect(others).toEqual([eu, eu]);
    if (TIER === undefined) throw new Error('There is no tier.');
    const of = { ...WAVES, setting: settingOf(started.world.repository) };
    const back = await started.stage.play({
      deeds: [rollBack(of, { tier: TIER, service: 'dashboard', branch: 'feature/heading' })],
    });
    const runs = [rollbackRun(of, 'success', rolledBackBy(of, { tier: TIER, service: 'dashboard' }))];
    expect(comparePlayed({ runs }, back)).toEqual([]);
    expect(await Promise.all([EU, US1, US2].map(running))).toEqual([before, before, before]);
  });
});
