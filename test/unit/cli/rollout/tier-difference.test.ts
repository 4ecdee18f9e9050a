import { describe, expect, it } from '@jest/globals';
import { tierDifference } from '../../../../cli/rollout/tier-difference.ts';
import { tierManifests } from '../../../../cli/rollout/tier-manifests.ts';
import { cron } from '../../../../domain/cron-service.ts';
import { delivery } from '../../../../domain/delivery.ts';
import { parseDigestReference } from '../../../../domain/image.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { node } from '../../../../domain/runtime/words.ts';
import { worker } from '../../../../domain/worker.ts';
import { tierBootstrap } from '../../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';
import { platform } from '../../../fixtures/platform.ts';
import { deployable, EmbeddedRoom } from '../../engine/rollout/embedded-room.ts';
import { image } from '../../engine/rollout/releases.ts';

const REPOSITORY = 'registry.example/services/api';
const compared = (release?: ReturnType<MemoryRegistry['addRelease']>) => {
  const tier = platform.tiers.find(({ name }) => name === 'production');
  if (tier === undefined) throw new Error('There is a production.');
  return { delivery: platform, root: '', tier, services: platform.services, release };
};
const releaseOf = (registry: MemoryRegistry, service: string) =>
  registry.addRelease(
    REPOSITORY,
    releaseArtifact({
      service,
      image: parseDigestReference(`${REPOSITORY}@${image('good').split('@')[1]}`),
      manifests: { production: deployable('good') },
    }),
  );

describe('what a rollout to a tier would change', () => {
  it('is asked of the one service that a release is of', async () => {
    const registry = new MemoryRegistry();
    const release = releaseOf(registry, 'ai-agent-api');
    const { api: cluster } = new EmbeddedRoom([]);
    const { services } = await tierDifference(compared(release), { cluster, registry, hasNamespace: true });
    expect(services).toMatchObject([
      {
        service: 'ai-agent-api',
        release: `${REPOSITORY}@${release.digest}`,
        objects: [{ kind: 'created' }, { kind: 'created' }],
      },
    ]);
  });

  it('is asked of a worker as it is rolled out, whatever the strategy of the tier is', async () => {
    const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'npm test' }), health: 'none' });
    const withJobs = delivery({ ...platform, services: [...platform.services, jobs] });
    const { api: cluster } = new EmbeddedRoom([]);
    const asked = { ...compared(), delivery: withJobs, services: [jobs] };
    expect(asked.tier.rollout.kind).toBe('blueGreen');
    const { services } = await tierDifference(asked, {
      cluster,
      registry: new MemoryRegistry(),
      hasNamespace: true,
    });
    expect(services[0]?.objects).toContainEqual({ kind: 'created', name: 'Deployment "jobs"' });
  });

  it('is told of a service with times, by the image that its CronJob has', async () => {
    const clean = cron({ name: 'clean', path: 'clean', test: node({ command: 'npm test' }), schedule: '0 3 * * *' });
    const withTimes = delivery({ ...platform, services: [...platform.services, clean] });
    const room = new EmbeddedRoom([]);
    const asked = { ...compared(), delivery: withTimes, services: [clean] };
    const outside = { cluster: room.api, registry: new MemoryRegistry(), hasNamespace: true };
    const first = await tierDifference(asked, outside);
    expect(first.services[0]?.objects).toContainEqual({ kind: 'created', name: 'CronJob "clean"' });
    const manifests = await tierManifests({ ...asked, service: clean }, parseDigestReference(image('good')));
    for (const kind of ['NetworkPolicy', 'LimitRange', 'ResourceQuota'])
      for (const object of tierBootstrap(asked.tier, withTimes).filter((each) => each.kind === kind))
        room.create(JSON.parse(JSON.stringify(object)));
    const end = await room.rollOut('good', { service: 'clean', manifests });
    expect(end).toMatchObject({ outcome: 'complete', image: image('good') });
    const again = await tierDifference(asked, outside);
    expect(again.services[0]?.objects).toContainEqual({ kind: 'same', name: 'CronJob "clean"' });
  });

  it('is not told of a release of somebody else', async () => {
    const registry = new MemoryRegistry();
    const { api: cluster } = new EmbeddedRoom([]);
    const told = tierDifference(compared(releaseOf(registry, 'shop')), { cluster, registry, hasNamespace: true });
    await expect(told).rejects.toThrow(/Wanted one of: ai-agent-api, dashboard/);
  });

  it('is everything where the tier has no namespace yet, which only an administrator brings', async () => {
    const { api: cluster } = new EmbeddedRoom([]);
    const registry = new MemoryRegistry();
    const { services, bootstrap } = await tierDifference(compared(), { cluster, registry, hasNamespace: false });
    expect(new Set(services.flatMap(({ objects }) => objects.map(({ kind }) => kind)))).toEqual(new Set(['created']));
    expect(bootstrap.file).toBe('examples/ai-agent-platform/k8s/bootstrap/production.yaml');
    expect(bootstrap.objects).toContainEqual({ kind: 'created', name: 'NetworkPolicy "default-deny"' });
  });
});
