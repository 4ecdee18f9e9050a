import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareIn, weightsOf, withShare } from '../../../../../engine/rollout/canary/route.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { standingOf } from '../../../../../engine/rollout/edge/route-standing.ts';
import { knownResource } from '../../../../../engine/rollout/known-kinds.ts';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { rightsFor } from '../../../../../engine/rollout/preflight/rights.ts';
import { minimumRole } from '../../../../../engine/rollout/preflight/role.ts';
import { routed } from './gateway-room.ts';

const NAMES = { stable: 'api', canary: 'api-canary' };
const { objects } = parseManifests(routed('good-1'), 'production');
const route = objects.find(({ kind }) => kind === 'HTTPRoute') ?? fail();
const percents = fc.integer({ min: 1, max: 9_999 }).map((hundredths) => hundredths / 100);

describe('the weights of a route', () => {
  it.each([
    [5, [95, 5]],
    [50, [50, 50]],
    [12.5, [8750, 1250]],
    [0.01, [9999, 1]],
    [33.33, [6667, 3333]],
  ])('for %d %% are %j', (percent, weights) => {
    expect(weightsOf(percent)).toEqual(weights);
  });

  it('are exactly what was asked for, and gone without a trace afterwards', () => {
    fc.assert(
      fc.property(fc.array(percents, { maxLength: 4 }), (steps) => {
        let now = route;
        for (const percent of steps) {
          now = withShare(now, NAMES, percent);
          expect(shareIn(now, NAMES)).toBeCloseTo(percent, 9);
          expect(withShare(now, NAMES, percent)).toEqual(now);
        }
        expect(withShare(now, NAMES, 0)).toEqual(route);
      }),
    );
  });

  it('change no rule that leads elsewhere, and none that leads to the Service with a weight of zero', () => {
    const rules = [
      { backendRefs: [{ name: 'api', port: 80, weight: 0 }] },
      { backendRefs: [{ name: 'api', port: 80, namespace: 'other' }] },
      { backendRefs: [{ name: 'api', kind: 'Bucket', group: 'storage.example' }] },
      { filters: [{ type: 'RequestRedirect' }] },
    ];
    const other = { ...route, spec: { rules } };
    expect(withShare(other, NAMES, 50)).toBe(other);
    expect(shareIn(other, NAMES)).toBe(0);
    expect(shareIn(undefined, NAMES)).toBe(0);
  });

  it('are taken out of every rule, even where somebody has made it lead to the canary alone', () => {
    const rules = [{ backendRefs: [{ name: 'api-canary', port: 80 }] }];
    const stolen = { ...route, spec: { rules } };
    expect(shareIn(stolen, NAMES)).toBe(100);
    expect(withShare(stolen, NAMES, 0)).toMatchObject({
      spec: { rules: [{ backendRefs: [{ name: 'api', port: 80 }] }] },
    });
  });
});

describe('what Gateways say about a route', () => {
  const parent = (name: string, conditions: readonly (readonly [string, string, number])[]) => ({
    parentRef: { name },
    conditions: conditions.map(([type, status, observedGeneration]) => ({
      type,
      status,
      observedGeneration,
      reason: status === 'True' ? type : 'BackendNotFound',
      message: status === 'True' ? '' : 'no Service api-canary',
    })),
  });
  const at = (...parents: ReturnType<typeof parent>[]): KubernetesObject => ({
    ...route,
    metadata: { ...route.metadata, generation: 3 },
    status: { parents },
  });
  const good = (generation: number) =>
    [
      ['Accepted', 'True', generation],
      ['ResolvedRefs', 'True', generation],
    ] as const;

  it.each([
    ['taken', at(parent('public', good(3)))],
    ['unknown', at(parent('public', good(2)))],
    ['unknown', at()],
    ['unknown', { ...at(), status: undefined }],
    ['unknown', at(parent('public', [['ResolvedRefs', 'True', 3]]))],
    ['unknown', at(parent('left', good(3)))],
    ['taken', at(parent('public', good(3)), parent('left', good(1)))],
    [
      'refused',
      at(
        parent('public', [
          ['Accepted', 'True', 3],
          ['ResolvedRefs', 'False', 3],
        ]),
      ),
    ],
    ['refused', at(parent('public', [['Accepted', 'False', 3]]))],
    ['unknown', at(parent('public', [['Accepted', 'False', 2]]))],
  ] as const)('is that it is %s', (kind, told) => {
    expect(standingOf(told as KubernetesObject).kind).toBe(kind);
  });

  it('is repeated where it is bad', () => {
    expect(standingOf(at(parent('public', [['ResolvedRefs', 'False', 3]])))).toEqual({
      kind: 'refused',
      sentence:
        'HTTPRoute "shop" is not served as it is: ResolvedRefs is False (BackendNotFound: no Service api-canary)',
    });
  });
});

describe('the rights of a canary', () => {
  const pluralOf = ({ apiVersion, kind }: KubernetesObject) => knownResource(apiVersion, kind)?.plural;
  const onRoutes = (some: readonly KubernetesObject[]) =>
    rightsFor(some, pluralOf, 'canary').filter(({ resource }) => resource === 'httproutes');

  it('on routes are those to read and to change one, and only where the release has one', () => {
    expect(onRoutes(objects).map(({ verb, name }) => [verb, name])).toEqual([
      ['get', 'shop'],
      ['create', undefined],
      ['patch', 'shop'],
      ['delete', undefined],
    ]);
    expect(onRoutes(objects.filter((object) => object !== route))).toEqual([]);
    const { rules } = minimumRole(objects, { name: 'deployer', namespace: 'production', strategy: 'canary' });
    expect(rules.filter(({ resources }) => resources.includes('httproutes'))).toEqual([
      {
        apiGroups: ['gateway.networking.k8s.io'],
        resources: ['httproutes'],
        verbs: ['get', 'create', 'patch', 'delete'],
      },
    ]);
  });
});

function fail(): never {
  throw new Error('The manifests have no route.');
}
