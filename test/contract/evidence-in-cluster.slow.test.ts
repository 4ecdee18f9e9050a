import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { promotion } from '../../actions/promotion/contract.ts';
import { verification } from '../../actions/verification/contract.ts';
import { parseCommitSha } from '../../domain/commit.ts';
import { type Delivery, delivery } from '../../domain/delivery.ts';
import { digestOf } from '../../domain/digest.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { releaseTag } from '../../domain/tag.ts';
import { tierBootstrap } from '../../manifests-src/bootstrap/tier-bootstrap.ts';
import { createApiServer } from '../../rehearsal/cluster/api/api-server.ts';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import { resourceTypeOfKind } from '../../rehearsal/cluster/storage/resource-table.ts';
import { createObjectStore } from '../../rehearsal/cluster/storage/store.ts';
import { recordedRun } from '../../rehearsal/github/state.ts';
import { certificateAuthority } from '../../rehearsal/network/certificate-authority.ts';
import { platform } from '../fixtures/platform.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const WORKFLOW = '.github/workflows/deploy.yml';
/** The demo, with its evidence in the cluster. */
const inCluster: Delivery = delivery({ ...platform, evidence: 'cluster' });
const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
let world: DeliveryWorld;
let release: DigestReference;
let close: () => Promise<void>;
const kubeconfigs: Record<string, string> = {};

/** Who deploys a tier, as the generated RoleBinding names them. */
const deployerOf = (tier: string): string => {
  const name = `${inCluster.repository?.id}/${tier}`;
  return `principal://iam.googleapis.com/projects/${inCluster.cluster.identity.pool?.projectNumber}/locations/global/workloadIdentityPools/${inCluster.cluster.identity.pool?.name}/subject/${name}`;
};

beforeAll(async () => {
  world = await deliveryWorld();
  const store = createObjectStore({ clock: realClock });
  for (const object of inCluster.tiers.flatMap((tier) => tierBootstrap(tier, inCluster))) {
    const type = resourceTypeOfKind(object.apiVersion, object.kind);
    if (type === undefined) throw new Error(`There is no ${object.kind}.`);
    store.create(type, object as never);
  }
  const tiers = inCluster.tiers.map(({ name }) => name);
  const authority = await certificateAuthority();
  const api = await createApiServer({
    store,
    tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
    tokens: new Map([['token', 'administrator']]),
    logs: { log: () => undefined },
  });
  for (const tier of tiers) {
    api.admit(`token-${tier}`, deployerOf(tier));
    kubeconfigs[tier] = join(folder, tier);
    writeFileSync(join(folder, tier), api.kubeconfig({ token: `token-${tier}` }));
  }
  const repository = `${world.host}/project/services/dashboard`;
  const image = { repository, digest: digestOf('i') };
  const artifact = releaseArtifact({ service: 'dashboard', image, manifests: { production: 'x', staging: 'x' } });
  await world.registry.push(repository, artifact);
  release = { repository, digest: artifact.manifest.digest };
  await world.registry.tag(release, releaseTag('dashboard', parseCommitSha(world.github.head)));
  const facts = { name: 'Deploy', event: 'push', headSha: world.github.head, actor: 'omar', workflowPath: WORKFLOW };
  const run = { ...facts, number: 1, createdAt: '2026-03-01T00:00:00Z' };
  world.github.repository.runs.splice(
    ...([0, Infinity] as const),
    recordedRun({ ...run, id: 6, headBranch: 'develop' }),
    recordedRun({ ...run, id: 7, headBranch: 'main' }),
  );
  close = () => api.close();
});
afterAll(async () => {
  await close();
  await world.close();
  rmSync(folder, { recursive: true });
});

const says = (as: string, result = 'success') =>
  world.machine.run(verification, world.token({ deployments: 'write', actions: 'read' }), {
    inputs: {
      ...{ records: '', result, tier: 'staging', evidence: 'namespace:staging' },
      repositories: `dashboard ${release.repository}`,
      rollouts: `dashboard complete ${formatDigestReference(release)}`,
    },
    env: { KUBECONFIG: kubeconfigs[as], GITHUB_RUN_ID: '6' },
  });
const looks = (as: string) =>
  world.machine.run(promotion, world.token({ actions: 'read', contents: 'read' }), {
    inputs: {
      ...{ service: 'dashboard', tier: 'production', namespace: as, repository: release.repository, from: 'staging' },
      ...{ otherwise: 'tell', evidence: 'namespace:staging', workflows: `${WORKFLOW}@refs/heads/develop` },
    },
    env: { KUBECONFIG: kubeconfigs[as], GITHUB_RUN_ID: '7' },
  });

describe('evidence in the cluster of a tier', () => {
  it('is written by its deployer, and read by that of the tier after', async () => {
    expect(await looks('production')).toMatchObject({ code: 0, outputs: { adopted: 'false' } });
    const said = await says('staging');
    expect([said.code, said.log]).toEqual([0, expect.stringContaining('staging says "complete"')]);
    expect(await looks('production')).toMatchObject({
      code: 0,
      outputs: { adopted: 'true', release: formatDigestReference(release) },
    });
  });

  it('is written by nobody else', async () => {
    for (const other of ['dev', 'production']) {
      // Another word than what is there already.
      const { code, log } = await says(other, 'failure');
      expect([code, log]).toEqual([1, expect.stringMatching(/::error.*sluice-evidence-dashboard.*(forbidden|403)/)]);
    }
    expect(await looks('production')).toMatchObject({ outputs: { adopted: 'true' } });
  });

  it('is read by no other tier, and nothing is adopted then', async () => {
    const { code, log, outputs } = await looks('dev');
    expect([code, outputs['adopted']]).toEqual([1, undefined]);
    expect(log).toMatch(/::error.*sluice-evidence-dashboard/);
  });

  it('is taken back when its checks fail', async () => {
    expect((await says('staging', 'failure')).code).toBe(1);
    expect(await looks('production')).toMatchObject({ outputs: { adopted: 'false', reason: 'said-failed' } });
  });
});
