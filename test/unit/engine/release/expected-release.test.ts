import { beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { fetchExpected } from '../../../../engine/release/expected-release.ts';
import { MemoryRegistry } from '../../../contract/memory-registry.ts';

const repository = 'r.example/p/services/api';
const expected = { repository, service: 'api', tier: 'live' };
const artifact = (service: string, tier: string) =>
  releaseArtifact({ service, image: { repository, digest: digestOf('image') }, manifests: { [tier]: 'kind: X\n' } });
let registry: MemoryRegistry;
beforeEach(() => {
  registry = new MemoryRegistry();
});
async function fetched(service: string, tier: string, where = repository) {
  const release = artifact(service, tier);
  await registry.push(where, release);
  return fetchExpected(registry, { repository: where, digest: release.manifest.digest }, expected);
}

describe('a release that is expected', () => {
  it('is taken', async () => {
    expect(await fetched('api', 'live')).toMatchObject({ service: 'api', manifests: 'kind: X\n' });
  });

  it.each([
    ['another service', 'web', 'live', 'other-service', /is a release of "web", not of "api"/],
    ['another tier', 'api', 'dev', 'other-tier', /no manifests for the tier "live"; it has: dev/],
  ])('is not one of %s', async (_, service, tier, reason, says) => {
    await expect(fetched(service, tier)).rejects.toMatchObject({ reason, message: expect.stringMatching(says) });
  });

  it('is not one that lies elsewhere, which is not even asked for', async () => {
    const asked = { manifest: () => Promise.reject(new Error('asked')) } as never;
    const elsewhere = { repository: 'r.example/p/services-dev/api', digest: digestOf('x') };
    await expect(fetchExpected(asked, elsewhere, expected)).rejects.toMatchObject({
      reason: 'other-repository',
      message: expect.stringMatching(
        /lies in r\.example\/p\/services-dev\/api; wanted one of r\.example\/p\/services\/api/,
      ),
    });
  });

  it('is not one that says its image lies elsewhere', async () => {
    const other = 'r.example/p/other/api';
    await registry.push(other, artifact('api', 'live'));
    const reference = { repository: other, digest: artifact('api', 'live').manifest.digest };
    await expect(fetchExpected(registry, reference, { ...expected, repository: other })).rejects.toMatchObject({
      reason: 'other-repository',
    });
  });
});
