import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { InvalidInput } from '../../../domain/problem.ts';
import { type Tier, tier } from '../../../domain/tier.ts';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { platform } from '../../fixtures/platform.ts';
import { sized } from '../workflows-src/sized.ts';

/** What is said of a delivery: field and sentence, or nothing. */
function said(delivery: Delivery): readonly (readonly [string, string])[] {
  try {
    setupFiles(delivery);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ field, message }) => [field, message]);
  }
}

const withTiers = (...tiers: readonly Tier[]): Delivery => ({ ...platform, tiers });
const live = (options: Partial<Tier> = {}): Tier => tier('live', { from: branch('main'), ...options });
const dev = (pattern: string): Tier => tier('dev', { from: branch(pattern), trust: 'unprotected' });

const REFUSED: readonly (readonly [string, Delivery, string, string])[] = [
  [
    'a protected tier fed by a pattern',
    withTiers(live({ from: branch('release/**') })),
    'tiers[0].from',
    'protects nothing',
  ],
  [
    'an unprotected pattern that means a protected branch',
    withTiers(live({ from: branch('rel/1') }), dev('rel/**')),
    'tiers[1].from',
    'the branch of the protected tier "live"',
  ],
  [
    'an unprotected branch that is a protected one',
    withTiers(live(), dev('main')),
    'tiers[1].from',
    'a branch has one trust',
  ],
  [
    'a branch that a shell would read more into',
    withTiers(live({ from: branch('ma$in') })),
    'tiers[0].from',
    'rename this one',
  ],
  [
    "a branch that would end a condition's text",
    withTiers(live({ from: branch("ma'in") })),
    'tiers[0].from',
    'rename this one',
  ],
  [
    'a name that no provider can have',
    withTiers(tier('a'.repeat(28), { from: branch('main') })),
    'tiers[0].name',
    'a name of 27 or fewer',
  ],
  [
    'one repository for both trusts',
    { ...platform, registry: { ...platform.registry, unprotected: 'services' } },
    'registry.unprotected',
    'a repository of their own',
  ],
  [
    'a repository of images that is one of evidence',
    { ...platform, registry: { ...platform.registry, repository: 'evidence-staging' } },
    'registry.repository',
    'name another one',
  ],
  [
    'a condition that is longer than the cloud takes',
    withTiers(...Array.from({ length: 15 }, (_, at) => tier(`t${at}`, { from: branch(`b${at}/${'x'.repeat(120)}`) }))),
    'tiers',
    'characters, and Google Cloud takes 4096',
  ],
  ['more files than a condition can name', sized(1000, 5), 'tiers', 'so many lots of files'],
];

describe('what cannot be enforced is refused', () => {
  it.each(REFUSED)('%s', (_, delivery, field, sentence) => {
    expect(said(delivery)).toContainEqual([field, expect.stringContaining(sentence)]);
  });

  it.each([
    ['the demo', platform],
    ['a name of 27 letters', withTiers(tier('a'.repeat(27), { from: branch('main') }))],
    [
      'one repository where every tier is protected',
      { ...withTiers(live()), registry: { ...platform.registry, unprotected: 'services' } },
    ],
    ['an unprotected branch that only begins like a protected one', withTiers(live(), dev('main2'))],
    ['an unprotected pattern beside a protected branch', withTiers(live(), dev('feature/**'))],
    ['a protected branch with the pattern in the middle', withTiers(live({ from: branch('x/rel/1') }), dev('rel/**'))],
  ])('but not %s', (_, delivery) => {
    expect(said(delivery)).toEqual([]);
  });

  it('where the numbers of a canary lie in a project of somebody else', () => {
    const measured = platform.tiers.map((each) => ({
      ...each,
      rollout: {
        ...each.rollout,
        kind: 'canary' as const,
        steps: [],
        measure: {
          source: { kind: 'managed-prometheus' as const, project: { kind: 'variable' as const, name: 'OTHER' } },
          value: '',
          samples: '',
          tolerance: 0,
          minimum: 1,
        },
      },
    }));
    expect(said({ ...platform, tiers: measured })[0]).toEqual([
      'tiers[0].rollout.measure.source.project',
      expect.stringContaining('the one of GCP_PROJECT'),
    ]);
  });
});

describe('a name in the registry', () => {
  const fields = (registry: Partial<Delivery['registry']>): string[] =>
    said({ ...platform, registry: { ...platform.registry, ...registry } }).map(([field]) => field);

  it('is taken in the words of Artifact Registry', () => {
    for (const repository of ['a', 'a1-b', 'a'.repeat(63)])
      expect([repository, fields({ repository })]).toEqual([repository, []]);
    for (const location of ['eu', 'europe-west1', 'asia-northeast3'])
      expect([location, fields({ location })]).toEqual([location, []]);
  });

  it('is refused otherwise', () => {
    for (const wrong of ['', '1a', 'a-', 'A', 'a_b', "a'", 'a'.repeat(64)]) {
      expect([wrong, fields({ repository: wrong })]).toEqual([wrong, ['registry.repository']]);
      expect([wrong, fields({ unprotected: wrong })]).toEqual([wrong, ['registry.unprotected']]);
    }
    for (const location of ['', 'EU', '1eu', '$(id)', 'a b'])
      expect([location, fields({ location })]).toEqual([location, ['registry.location']]);
  });
});

describe('a delivery that says no place', () => {
  const { repository, ...nowhere } = platform;
  const { cluster } = platform;
  const poolless = { ...cluster, identity: { ...cluster.identity, pool: undefined } };

  it('has no setup where it says neither repository nor pool', () => {
    expect(setupFiles({ ...nowhere, cluster: poolless })).toEqual([]);
  });

  it('is refused where it says half of it', () => {
    expect(said(nowhere)).toEqual([['repository', expect.stringContaining('say repository: github(')]]);
    expect(said({ ...platform, cluster: poolless })).toEqual([
      ['cluster.identity.pool', expect.stringContaining('identityPool(')],
    ]);
    expect(repository?.id).toBe('731846205');
  });
});
