import { describe, expect, it } from '@jest/globals';
import { workloadIdentity } from '../../../domain/cluster.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { identityPool } from '../../../domain/identity-pool.ts';
import { github } from '../../../domain/repository.ts';
import { platform } from '../../fixtures/platform.ts';

const REPOSITORY = { owner: 'acme', name: 'shop', id: '7', ownerId: '8' };
const POOL = { project: 'acme-shop', projectNumber: '9', name: 'github' };

const fieldsOf = (repository = REPOSITORY, pool = POOL): string[] =>
  checkDelivery({
    ...platform,
    repository: github(repository),
    cluster: {
      ...platform.cluster,
      identity: workloadIdentity(platform.cluster.identity.variable, identityPool(pool)),
    },
  }).map(({ field }) => field);

describe('where a delivery stands', () => {
  it('is taken in the words of GitHub and of Google Cloud', () => {
    expect(fieldsOf()).toEqual([]);
    expect(fieldsOf({ ...REPOSITORY, owner: 'mina-park_acme' })).toEqual([]);
    expect(fieldsOf({ ...REPOSITORY, owner: 'a', name: '.github' }, { ...POOL, name: 'a-1-' })).toEqual([]);
  });

  it.each([
    ['owner', ['', '-acme', 'acme-', "ac'me", 'a'.repeat(40), 'ac me', '_acme', 'mina_', 'mina_a_b']],
    ['name', ['', '.', '..', 'a/b', "a'b", '$(x)', 'a'.repeat(101)]],
    ['id', ['', '0', '07', 'x', '7 ', '-7', '1'.repeat(20)]],
    ['ownerId', ['', '0', '8.0']],
  ])('is refused for a repository whose %s is none', (field, values) => {
    for (const value of values)
      expect([value, fieldsOf({ ...REPOSITORY, [field]: value })]).toEqual([value, [`repository.${field}`]]);
  });

  it.each([
    ['project', ['', 'short', 'Acme-shop', 'acme-shop-', '1acme-shop', 'a'.repeat(31)]],
    ['projectNumber', ['', '0', 'acme-shop', '1'.repeat(20)]],
    ['name', ['', 'abc', 'gcp-pool', 'Git_hub', 'a'.repeat(33)]],
  ])('is refused for a pool whose %s is none', (field, values) => {
    for (const value of values)
      expect([value, fieldsOf(REPOSITORY, { ...POOL, [field]: value })]).toEqual([
        value,
        [`cluster.identity.pool.${field}`],
      ]);
  });
});
