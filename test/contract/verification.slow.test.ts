import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verification } from '../../actions/verification/contract.ts';
import { GitHubApi } from '../../adapters/github/api.ts';
import { DeploymentRecords } from '../../adapters/github/deployment-records.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { digestOf } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { RecordState } from '../../domain/record.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { findEvidence } from '../../engine/evidence/find-evidence.ts';
import { CommandWorld, NAMESPACE } from './command-world.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

let world: DeliveryWorld;
beforeAll(async () => {
  world = await deliveryWorld();
});
afterAll(() => world.close());

const records = (): DeploymentRecords =>
  new DeploymentRecords(
    new GitHubApi({
      apiUrl: world.github.server.url,
      repository: world.github.repository,
      token: world.token({ deployments: 'write' }),
      fetch,
    }),
  );
async function record(state: RecordState): Promise<number> {
  const id = await records().start({
    schema: 'sluice.record/v1',
    kind: 'rollout',
    service: 'api',
    tier: 'staging',
    release: undefined,
    commit: parseCommitSha(world.github.head),
    run: { id: 7, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
    actor: 'mina',
  });
  await records().update(id, state);
  return id;
}
const complete: RecordState = { phase: 'ended', outcome: 'complete', sentence: 'verification passed' };

describe('verification, as GitHub runs it', () => {
  const evidence = () => `${world.host}/project/evidence-staging`;
  let released: DigestReference;
  let count = 0;
  beforeEach(async () => {
    world.beginRun();
    const repository = `${world.host}/project/api`;
    const artifact = releaseArtifact({
      service: 'api',
      image: { repository, digest: digestOf(`i${++count}`) },
      manifests: {},
    });
    await world.registry.push(repository, artifact);
    released = { repository, digest: artifact.manifest.digest };
  });
  interface More {
    readonly outcome?: string;
    readonly where?: string;
    readonly namespace?: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  const run = (
    ids: string,
    result: string,
    { outcome = 'complete', where = 'api', namespace = '', env = {} }: More = {},
  ) =>
    world.machine.run(verification, world.token({ deployments: 'write', actions: 'read' }), {
      inputs: {
        ...{ records: ids, result, tier: 'staging', evidence: evidence() },
        repositories: `api ${world.host}/project/${where}`,
        rollouts: `api ${outcome} ${formatDigestReference(released)}`,
        namespace,
      },
      env,
    });
  const said = async () => {
    const wanted = {
      ...{ release: released, repository: 1, service: 'api', tier: 'staging', purpose: 'promotion' as const },
      workflows: [{ file: '.github/workflows/promote.yml', ref: 'refs/heads/main' }],
    };
    const found = await findEvidence(
      { ...wanted, repository: world.github.repository.id },
      `${evidence()}/api`,
      world.evidence(world.token({ actions: 'read' })),
    );
    return found.proven ? 'complete' : found.refusal.code;
  };

  it('says what it has shown where only the tier writes, and completes what was rolled out', async () => {
    const id = await record({ phase: 'verifying' });
    expect(await run(`\n${id}\n\n`, 'success')).toMatchObject({ code: 0, outputs: { outcome: 'complete' } });
    expect(await said()).toBe('complete');
    expect((await records().read(id))?.state).toEqual(complete);
    const status = world.github.repository.deployments[0]?.statuses.at(-1);
    expect(status?.logUrl).toBe(`${world.github.server.url}/acme/shop/actions/runs/7`);
  });

  it('says nothing of services that had nothing to roll out', async () => {
    expect(await run('\n\n', 'success', { outcome: 'skipped' })).toMatchObject({
      code: 0,
      outputs: { outcome: 'complete' },
    });
    expect(await run('', 'cancelled')).toMatchObject({ code: 1 });
  });

  it('says a failure, and is red', async () => {
    const id = await record({ phase: 'verifying' });
    expect(await run(String(id), 'failure')).toMatchObject({ code: 1, outputs: { outcome: 'failed' } });
    expect(await said()).toBe('said-failed');
    expect((await records().read(id))?.state).toMatchObject({ outcome: 'failed' });
  });

  it('says nothing of bytes that lie elsewhere, and ends no record', async () => {
    const id = await record({ phase: 'verifying' });
    const { code, log } = await run(String(id), 'success', { where: 'services-dev/api' });
    expect([code, log]).toEqual([1, expect.stringContaining('::error title=Refused (other-repository)::')]);
    expect(await said()).toBe('evidence-missing');
    expect((await records().read(id))?.state).toEqual({ phase: 'verifying' });
  });

  it('says nothing where something else was rolled out while the checks ran', async () => {
    const cluster = await CommandWorld.start();
    const labels = { app: 'api' };
    const spec = { containers: [{ name: 'api', image: 'api' }] };
    const runs = (digest: string, run: number) => ({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
      metadata: {
        ...{ name: 'api', namespace: NAMESPACE },
        annotations: { 'sluice.dev/release': digest, 'sluice.dev/run': `2026-03-01T00:00:00Z ${run} 1` },
      },
      spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    });
    const DEPLOYMENTS = { group: 'apps', resource: 'deployments' };
    const told = { namespace: NAMESPACE, env: { KUBECONFIG: cluster.kubeconfig } };
    cluster.store.create(DEPLOYMENTS, runs(digestOf('newer'), 8));
    const id = await record({ phase: 'verifying' });
    const overtaken = await run(String(id), 'success', told);
    expect(overtaken).toMatchObject({ code: 0, outputs: { outcome: 'superseded' } });
    expect(overtaken.summary).toContain('nobody knows which of them the checks have seen');
    expect(await said()).toBe('evidence-missing');
    expect((await records().read(id))?.state).toMatchObject({ outcome: 'superseded' });
    cluster.store.delete(DEPLOYMENTS, NAMESPACE, 'api');
    cluster.store.create(DEPLOYMENTS, runs(released.digest, 7));
    expect(await run(String(id), 'success', told)).toMatchObject({ code: 0, outputs: { outcome: 'complete' } });
    expect(await said()).toBe('complete');
    await cluster.close();
    const unknown = await run(String(id), 'success', told);
    expect([unknown.code, unknown.outputs['outcome']]).toEqual([1, undefined]);
  });

  it('knows no other results', async () => {
    const result = await run('x', 'passed');
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/2 problems.*records.*result/);
  });
});
