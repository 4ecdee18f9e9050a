import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import { type Delivery, delivery, InvalidDelivery } from '../../../domain/delivery.ts';
import { job } from '../../../domain/job-service.ts';
import { node } from '../../../domain/runtime/words.ts';
import { seconds } from '../../../domain/seconds.ts';
import { tier } from '../../../domain/tier.ts';
import { e2e, type InsideChecks } from '../../../domain/verification.ts';
import { waves } from '../../../domain/waves.ts';
import { edged } from '../../fixtures/edged.ts';
import { INSIDE, insideDelivery } from '../../fixtures/inside.ts';
import { platform } from '../../fixtures/platform.ts';
import { MISTAKES } from '../../types/checks-mistakes.ts';

/** What is said of a delivery; nothing where it is taken. */
function said(make: () => Delivery): string {
  try {
    make();
    return '';
  } catch (error) {
    if (error instanceof InvalidDelivery)
      return error.problems.map(({ field, message }) => `${field}: ${message}`).join('\n');
    throw error;
  }
}
const checked = (change: Partial<InsideChecks>): string =>
  said(() => insideDelivery({ verify: { ...INSIDE, ...change } }));

describe('checks that run inside a tier', () => {
  it('are taken where nobody outside gets in: in a closed tier, and behind a list', () => {
    expect(said(() => insideDelivery())).toBe('');
    expect(said(() => insideDelivery({ allow: ['198.51.100.0/24'] }))).toBe('');
    expect(
      said(() =>
        delivery({
          ...platform,
          tiers: platform.tiers.map((each) => (each.name === 'staging' ? { ...each, verify: INSIDE } : each)),
        }),
      ),
    ).toBe('');
  });

  it('are what a refusal names first where the others could not get in', () => {
    const open = edged();
    const closed = open.tiers.map((each) =>
      each.name === 'staging' ? { ...each, verify: e2e({ command: 'pytest' }) } : each,
    );
    expect(said(() => delivery({ ...open, tiers: closed }))).toContain(
      "Say verify: e2e({ …, reach: 'job' }), which runs them inside it; or allow: 'public'",
    );
  });

  it('have ten minutes and no Secrets unless they say so, and no requirements, which are their image’s', () => {
    expect(e2e({ command: 'x', reach: 'job' })).toEqual({
      kind: 'e2e',
      reach: 'job',
      path: 'e2e',
      command: 'x',
      deadline: 600,
      secrets: [],
    });
    expect(e2e({ command: 'x' })).toEqual({
      kind: 'e2e',
      reach: 'host',
      path: 'e2e',
      command: 'x',
      requirements: 'requirements.txt',
    });
    expect(checked({ requirements: 'r.txt' } as object)).toContain('verify.requirements: There is no such field');
  });

  it('on a machine of GitHub have no deadline and no Secrets of a cluster', () => {
    const given = { ...e2e({ command: 'x' }), deadline: seconds(60) };
    expect(said(() => insideDelivery({ allow: 'public', verify: given }))).toContain(
      'verify.deadline: There is no such field',
    );
  });

  it.each([
    [{ deadline: seconds(0) }, /verify\.deadline: Wanted whole seconds, from 1 to 18000/],
    [{ deadline: seconds(1.5) }, /verify\.deadline: Wanted whole seconds/],
    [{ deadline: seconds(18_001) }, /verify\.deadline: Wanted whole seconds/],
    [{ path: '../e2e' }, /verify\.path: .*stays inside/],
    [{ command: ' ' }, /verify\.command: .*this one is empty/],
    [
      { secrets: [{ variable: 'A B', secret: 'e2e', key: 'k' }] },
      /secrets\[0\]\.variable: A name of an environment variable/,
    ],
    [{ secrets: [{ variable: 'A', secret: 'E2E', key: 'k' }] }, /secrets\[0\]\.secret: Wanted the name of a Secret/],
    [{ secrets: [{ variable: 'A', secret: 'e2e', key: '..' }] }, /secrets\[0\]\.key: Wanted a key/],
    [
      { secrets: [{ variable: 'DASHBOARD_URL', secret: 'e2e', key: 'k' }] },
      /secrets\[0\]\.variable: Checks are told by it/,
    ],
    [
      { secrets: [1, 2].map((n) => ({ variable: 'A', secret: 'e2e', key: `k${n}` })) },
      /secrets\[1\]\.variable: It is set twice/,
    ],
  ] as const)('are refused as %j', (change, sentence) => {
    expect(checked(change)).toMatch(sentence);
  });

  it.each(Object.entries(MISTAKES))('are refused by the data, too: %s', (_, make) => {
    expect(said(() => insideDelivery({ allow: 'public', verify: make() }))).toMatch(
      /verify\.(\w+: There is no such field|reach: Wanted)/,
    );
  });

  it.each([1, 18_000])('may take %s s', (deadline) => {
    expect(checked({ deadline: seconds(deadline) })).toBe('');
  });

  it('see one cluster, so that a tier of several is refused', () => {
    const at = (location: string) => ({ ...platform.cluster, location });
    const several = (...places: readonly string[]) => {
      const [first = '', ...others] = places;
      return said(() =>
        delivery({
          ...platform,
          services: [platform.services[0]],
          tiers: [
            tier('live', {
              from: branch('main'),
              clusters: waves([at(first)], ...others.map((each) => [at(each)] as const)),
              verify: INSIDE,
            }),
          ],
        }),
      );
    };
    expect(several('europe-west1', 'us-east1')).toContain('A Job sees the services of its own cluster');
    expect(several('europe-west1')).toBe('');
  });

  it('are called by their tier, which no service may be, and whose name has room for it', () => {
    const like = (change: object) =>
      said(() =>
        delivery({
          ...insideDelivery(),
          services: [
            ...insideDelivery().services,
            { ...job({ name: 'x', path: 'x', test: node({ command: 'x' }) }), ...change },
          ],
        }),
      );
    expect(like({ name: 'checks-staging' })).toContain('name: The checks of the tier "staging" are called so');
    expect(like({ image: 'checks-staging' })).toContain('image: The checks of the tier "staging" are called so');
    expect(like({ name: 'checks-dev' })).toBe('');
    const named = (length: number) =>
      said(() =>
        delivery({ ...platform, tiers: [tier('s'.repeat(length), { from: branch('main'), verify: INSIDE })] }),
      );
    expect(named(56)).not.toContain('labelled');
    expect(named(57)).toContain('Kubernetes takes 63 characters');
  });

  it('are not built by several files at once', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...platform.services[1],
      name: `service-number-${index}`,
      image: `service-number-${index}`,
      calls: [],
    }));
    const of = (verify: Delivery['tiers'][number]['verify']) =>
      said(() =>
        delivery({
          ...platform,
          services: many,
          tiers: platform.tiers.map((each) => (each.name === 'staging' ? { ...each, verify } : each)),
        }),
      );
    expect(of(INSIDE)).toContain('tiers[1].verify.reach: GitHub takes no file as large as all services need');
    expect(of(e2e({ command: 'x' }))).toBe('');
  });

  it('want the folder and its Dockerfile in the repository, and no file of packages', () => {
    const invalid = new InvalidDelivery([], insideDelivery());
    const root = `${platform.root}/e2e`;
    expect(invalid.with((path) => path !== `${root}/Dockerfile`).problems).toMatchObject([
      { field: 'tiers[1].verify.path', value: `${root}/Dockerfile` },
    ]);
    expect(invalid.with((path) => path !== `${root}/requirements.txt`).problems).toEqual([]);
  });
});
