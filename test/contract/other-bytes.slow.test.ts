import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rollback } from '../../actions/rollback/contract.ts';
import { rollout } from '../../actions/rollout/contract.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { CommandWorld, image, manifest, NAMESPACE } from './command-world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
let cluster: CommandWorld;
beforeAll(async () => {
  [world, cluster] = await Promise.all([deliveryWorld(), CommandWorld.start()]);
});
afterAll(async () => {
  await cluster.close();
  await world.close();
});

const DEPLOYMENTS = { group: 'apps', resource: 'deployments' };
const LEASES = { group: 'coordination.k8s.io', resource: 'leases' };
const live = (): string | undefined =>
  (
    cluster.store.get(DEPLOYMENTS, NAMESPACE, 'api') as unknown as
      | { spec: { template: { spec: { containers: { image: string }[] } } } }
      | undefined
  )?.spec.template.spec.containers[0]?.image;

/** A release as a build would have pushed it; its image is called so. */
function released(repository: string, name: string, { service = 'api', tier = 'production' } = {}): string {
  const digest = parseDigestReference(image(name)).digest;
  const { manifest: head, ...artifact } = releaseArtifact({
    service,
    image: { repository: `${world.host}/${repository}`, digest },
    manifests: { [tier]: manifest(name) },
  });
  for (const { bytes } of artifact.blobs) world.storage.putBlob(repository, bytes);
  world.storage.putManifest(repository, artifact.mediaType, head.bytes);
  return `${world.host}/${repository}@${head.digest}`;
}

const QUICK = { 'stable-for': '1', timeout: '30' };
const expected = () => ({
  service: 'api',
  tier: 'production',
  namespace: NAMESPACE,
  repository: `${world.host}/project/services/api`,
});
const WORKFLOWS = '.github/workflows/deploy.yml@refs/heads/main';
let runs = 100;
/** A step of a new run, which GitHub knows. */
function step(contract: typeof rollout | typeof rollback, more: Readonly<Record<string, string>>, apiUrl?: string) {
  const id = ++runs;
  const { repository, head } = world.github;
  const facts = { name: 'Deploy', event: 'push', headBranch: 'main', headSha: head, actor: 'mina' };
  const createdAt = new Date(Date.UTC(2026, 2, 1, 0, runs)).toISOString();
  repository.runs.push(recordedRun({ ...facts, id, number: id, workflowPath: '.github/workflows/x.yml', createdAt }));
  return world.machine.run(contract, world.token({ deployments: 'write', actions: 'read' }), {
    inputs: { ...expected(), ...QUICK, ...more },
    event: { repository: { id: repository.id } },
    env: {
      KUBECONFIG: cluster.kubeconfig,
      GITHUB_RUN_ID: String(id),
      ...(apiUrl === undefined ? {} : { GITHUB_API_URL: apiUrl }),
    },
  });
}
/** Everything in the namespace, as it is. */
const everything = (): string =>
  JSON.stringify(
    [DEPLOYMENTS, LEASES, ...['configmaps', 'services'].map((resource) => ({ group: '', resource }))].map((type) =>
      cluster.store.list(type, { namespace: NAMESPACE }),
    ),
  );

describe('a rollout that is handed other bytes than its tier may run', () => {
  it.each([
    ['of the repository that branches build into (C1)', 'project/services-dev/api', {}, 'other-repository'],
    ['of another service', 'project/services/api', { service: 'dashboard' }, 'other-service'],
    ['of another tier', 'project/services/api', { tier: 'dev' }, 'other-tier'],
  ])('refuses those %s, and writes nothing', async (_, repository, of, reason) => {
    const before = everything();
    const { code, log, outputs, summary } = await step(rollout, { release: released(repository, 'good', of) });
    expect(code).toBe(1);
    expect(log).toMatch(new RegExp(`^::error title=Refused \\(${reason}\\)::.*Nothing was written\\.$`, 'm'));
    expect(outputs).toMatchObject({ outcome: 'refused', reason });
    expect(summary).toContain('**refused**');
    expect(everything()).toBe(before);
    expect(world.github.repository.deployments).toEqual([]);
  });

  it('wants to be told where they must lie', async () => {
    const release = released('project/services/api', 'good');
    expect((await step(rollout, { release, repository: '' })).log).toMatch(/::error::.*repository = ""/);
    const { log } = await step(rollout, { manifests: 'x.yaml' });
    expect(log).toMatch(/::error::.*Only a release lies in a repository/);
  });
});

describe('a rollback, with a forged record beside it', () => {
  it('goes where the history of the tier says, also while neither GitHub nor its evidence ever answers', async () => {
    for (const name of ['good', 'better']) {
      const { code, log } = await step(rollout, { release: released('project/services/api', name) });
      expect([code, log.match(/^::error.*/m)?.[0]]).toEqual([0, undefined]);
    }
    const forged = await forgedRecord(released('project/services-dev/api', 'crash'));
    const before = everything();
    for (const to of [String(forged.id), forged.release]) {
      const { code, log, outputs } = await step(rollback, { to });
      expect([code, outputs['outcome'], outputs['reason']]).toEqual([1, 'refused', 'not-in-history']);
      expect(log.match(/^::error .*/gm)).toEqual([expect.stringContaining('deployment records are for display')]);
      expect(everything()).toBe(before);
      expect(live()).toBe(image('better'));
    }
    const silent = await neverAnswering();
    const begun = Date.now();
    const told = { evidence: `${new URL(silent.url).host}/project/evidence-production`, workflows: WORKFLOWS };
    const { code, log, outputs, summary } = await step(rollback, { to: '', ...told }, silent.url);
    await silent.close();
    expect([code, outputs['outcome']]).toEqual([0, 'complete']);
    expect(live()).toBe(image('good'));
    expect(log).toMatch(/^::warning::No deployment record tells of this.*GitHub did not answer in time/m);
    expect(summary).toContain('No deployment record tells of this');
    expect(summary).toMatch(/Whether checks failed after a rollout is not known.*did not answer in 5 s/);
    expect(Date.now() - begun).toBeLessThan(30_000);
  }, 120_000);
});

/** As anybody with `deployments: write` makes one, on any branch. */
async function forgedRecord(reference: string): Promise<{ readonly id: number; readonly release: string }> {
  const { repository, digest } = parseDigestReference(reference);
  const payload = {
    ...{ schema: 'sluice.record/v1', kind: 'rollout', service: 'api', tier: 'production', actor: 'mallory' },
    ...{ release: { repository, digest }, commit: world.github.head },
    run: { id: 1, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  };
  const write = { deployments: 'write' } as const;
  const made = await world.github.api('POST', '/deployments', write, {
    ...{ ref: world.github.head, task: 'sluice:api', environment: 'production', payload },
    ...{ auto_merge: false, required_contexts: [] },
  });
  const { id } = (await made.json()) as { id: number };
  const status = { state: 'success', description: 'complete: it is good' };
  const told = await world.github.api('POST', `/deployments/${id}/statuses`, write, status);
  expect([made.status, told.status]).toEqual([201, 201]);
  return { id, release: digest };
}

async function neverAnswering(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer(() => {});
  const { port, close } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return close();
    },
  };
}
