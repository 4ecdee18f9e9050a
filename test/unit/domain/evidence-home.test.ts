import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../../domain/delivery.ts';
import { checkDelivery } from '../../../domain/delivery-rules.ts';
import { isEvidencePlace } from '../../../domain/evidence/place.ts';
import { evidenceHomeProblems } from '../../../domain/evidence-home.ts';
import { waves } from '../../../domain/waves.ts';
import { DELIVERIES, WAVES } from '../workflows-src/deliveries.ts';

const problems = (record: Delivery) =>
  evidenceHomeProblems(
    record,
    record.tiers.map((value, index) => ({ at: `tiers[${index}]`, value })),
  );
const fields = (record: Delivery) => problems(record).map(({ field }) => field);
const plain = DELIVERIES['evidence in the cluster'] ?? WAVES;

describe('evidence in the cluster', () => {
  it('is for tiers that run in one, whatever they are called there', () => {
    expect(fields(plain)).toEqual([]);
    const named = waves([plain.cluster]);
    expect(fields({ ...plain, tiers: plain.tiers.map((tier) => ({ ...tier, clusters: named })) })).toEqual([]);
  });

  it('is refused where the tier after could not read it', () => {
    expect(fields({ ...WAVES, evidence: 'cluster' })).toEqual(['tiers[0].clusters', 'tiers[1].clusters']);
    const elsewhere = waves([{ ...plain.cluster, location: 'us-east1' }]);
    const [first, ...others] = plain.tiers;
    if (first === undefined) throw new Error('There are tiers.');
    const apart = { ...plain, tiers: [{ ...first, clusters: elsewhere }, ...others] };
    expect(problems(apart)).toEqual([
      expect.objectContaining({ message: expect.stringContaining(`Say evidence: 'registry'`) }),
    ]);
    expect(fields({ ...apart, evidence: 'registry' })).toEqual([]);
    expect(fields(WAVES)).toEqual([]);
  });

  it('is told with everything else that is wrong with a delivery, and there is no fourth place', () => {
    const said = (record: Delivery) => checkDelivery(record).map(({ field }) => field);
    expect(said({ ...WAVES, evidence: 'cluster' })).toEqual(['tiers[0].clusters', 'tiers[1].clusters']);
    expect(said({ ...plain, evidence: 'drawer' as 'cluster' })).toEqual(['evidence']);
    expect(said(plain)).toEqual([]);
  });
});

describe('signed evidence', () => {
  const signed = DELIVERIES['signed evidence'] ?? WAVES;

  it('may be said in any cluster, of a repository that is known by its numbers', () => {
    expect(fields(signed)).toEqual([]);
    expect(checkDelivery(signed)).toEqual([]);
    const { repository: _unknown, ...nameless } = signed;
    expect(problems(nameless)).toEqual([
      { field: 'evidence', value: 'signed', message: expect.stringContaining('Say `repository: github({ … })`') },
    ]);
    expect(checkDelivery(nameless).map(({ field }) => field)).toEqual(['evidence']);
  });
});

it.each([
  ['r.example/p/evidence-staging', true],
  ['namespace:staging', true],
  ['namespace:Staging', false],
  ['namespace:a/b', false],
  ['namespace:', false],
  ['namespace:staging\n', false],
  ['staging', false],
])('%j is a place of evidence: %s', (text, is) => {
  expect(isEvidencePlace(text)).toBe(is);
});
