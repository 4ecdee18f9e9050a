import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { steps } from '../../../domain/runtime/words.ts';
import type { Service } from '../../../domain/service.ts';
import { blueGreen, canary, rolling } from '../../../domain/strategy.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { generateWorkflows } from '../../../workflows-src/workflows.ts';
import { FULL, lockedAt, WEB } from './full-delivery.ts';
import { type Leaf, leavesOf, replaced } from './leaves.ts';

/** What stands in generated files, or the sentence that refuses the delivery. */
function effectOf(record: Delivery): string {
  try {
    const checked = delivery(record);
    return [...generateWorkflows(checked), ...kustomizeTree(checked), ...setupFiles(checked)]
      .map(({ path, content }) => `${path}\n${content}`)
      .join('\n');
  } catch (error) {
    return String(error);
  }
}

/** Words of which there is one only. */
const CONSTANT =
  /(^|\.)(registry|cluster|variable|identity|project|from|verify|token|repository|pool|manifests|backup|secretsFrom)\.kind$|source\.kind$|test\.runtime$|store\.((all|dev)\.)?kind$|clusters\.(kind|order\.\d+\.\d+\.(kind|identity\..*))$/;

/** What others name, or what other fields belong to: changed below, together with those. */
const ENTANGLED =
  /^evidence$|^lock\.|^cluster\.identity\.variable\.name$|^tiers\.\d\.name$|^cluster\.identity\.pool\.members$|after$|trust$|rollback$|rollout\.kind$|^services\.\d\.(kind|name|calls\.0|test\.steps\.\d\.uses)$/;

/** Another value that is as good as the first, where one more letter would make it a wrong one. */
const OTHERS: readonly (readonly [path: RegExp, other: string | number | readonly string[]])[] = [
  [/^actionsFrom$/, 'vendored'],
  [/allow$/, ['192.0.2.0/24']],
  [/dns$/, '10.9.0.10'],
  [/test\.version$/, '3.13'],
  [/secrets\.(all\.|staging\.)?\d\.variable$/, 'OTHER'],
  [/store\.(all\.)?location$/, 'nam5'],
  [/from\.pattern$/, 'another'],
  [/traffic$/, 'replicas'],
  [/verify\.reach$/, 'variables'],
  [/^backup\.timezone$/, 'Asia/Seoul'],
  [/^backup\.weekday$/, 'MONDAY'],
  [/^backup\.clusters\.location$/, 'europe-west5'],
  [/^backup\.clusters\.schedule$/, '0 4 * * *'],
  [/^services\.\d\.schedule$/, '45 5 * * *'],
  [/^services\.\d\.timeZone$/, 'Asia/Seoul'],
  [/^services\.\d\.concurrency$/, 'forbid'],
  [/^services\.\d\.before\.0$/, 'api'],
  [/(cpu)$/, '300m'],
  [/(memory)$/, '256Mi'],
  [/(selfReview|bypass|unnamed)$/, 'allowed'],
  [/approval\.by\.\d\.kind$/, 'user'],
  [/approval\.by\.\d\.kind$/, 'team'],
  [/variable\.name|project\.name|token\.name$/, 'ANOTHER'],
  [/^repository\.(id|ownerId)$|projectNumber$/, '7'],
  [/source\.url$/, 'https://other.example.com'],
  [/\.(value|samples)$/, 'sum(other{pod=~"{{pods}}"})'],
];

function otherThan({ path, value }: Leaf): string | number | boolean | readonly string[] {
  const named = OTHERS.find(([pattern, other]) => pattern.test(path.join('.')) && other !== value);
  if (named !== undefined) return named[1];
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : `${value}-2`;
}

/** What services say for one tier is said for it by its other name. */
const calledOtherwise = (from: string, to: string): Delivery['services'] =>
  FULL.services.map((service) => ({ ...service, ...renamedIn(service, from, to) }));

const BY_TIER = ['environment', 'secrets', 'store', 'resources'] as const;
const renamedIn = (service: Service, from: string, to: string): object =>
  Object.fromEntries(
    BY_TIER.map((field) => [field, service[field]] as const)
      .filter(([, value]) => typeof value === 'object' && value !== null && from in value)
      .map(([field, value]) => [
        field,
        Object.fromEntries(Object.entries(value ?? {}).map(([name, each]) => [name === from ? to : name, each])),
      ]),
  );

describe('a field of a delivery', () => {
  const made = effectOf(FULL);
  const difference = (other: string): string =>
    other === made ? 'none' : other.includes('cannot be used') ? other : 'changed';
  const fields = leavesOf(FULL)
    .map((leaf) => [leaf.path.join('.'), leaf] as const)
    .filter(([name]) => !CONSTANT.test(name) && !ENTANGLED.test(name));

  it('is said in a delivery that can be used', () => {
    expect(made).not.toMatch(/cannot be used/);
    expect(fields.length).toBeGreaterThan(100);
  });

  it.each(fields)('%s changes what is generated, or is refused as not yet enforced', (_name, leaf) => {
    expect(difference(effectOf(replaced(FULL, leaf.path, otherThan(leaf))))).toMatch(/^changed$|not enforced yet/);
  });

  it('changes it together with the fields that go with it', () => {
    const [first, staging, live] = FULL.tiers;
    if (first === undefined || staging === undefined || live === undefined) throw new Error('There are three tiers.');
    const [api, web] = WEB;
    const apart = [{ ...first, clusters: undefined }, staging, { ...live, clusters: undefined }];
    const { rollbackTimeout: _meansNothing, ...withoutTime } = first;
    const inMemory = FULL.services.map(
      (service): Service =>
        service.kind === 'web' ? { ...service, store: undefined } : { ...service, store: undefined },
    );
    const { secretsFrom: _keptElsewhere, ...withoutKept } = FULL;
    const withoutWayBack = { ...withoutTime, rollback: false };
    const variants: readonly Delivery[] = [
      FULL,
      { ...FULL, tiers: apart },
      { ...FULL, tiers: apart, evidence: 'cluster' },
      { ...FULL, tiers: apart, evidence: 'signed' },
      replaced({ ...FULL, tiers: apart }, ['cluster', 'identity', 'variable', 'name'], 'ANOTHER'),
      {
        ...FULL,
        services: calledOtherwise('staging', 'half'),
        tiers: [first, { ...staging, name: 'half' }, { ...live, after: 'half' }],
      },
      { ...FULL, services: calledOtherwise('live', 'online'), tiers: [first, staging, { ...live, name: 'online' }] },
      replaced({ ...withoutKept, services: inMemory }, ['cluster', 'identity', 'pool', 'members'], 'service-accounts'),
      { ...FULL, tiers: [first, staging, { ...live, after: undefined }] },
      replaced({ ...FULL, services: calledOtherwise('dev', 'trial') }, ['tiers', 0, 'name'], 'trial'),
      {
        ...FULL,
        services: [
          { ...api, name: 'core' },
          { ...web, calls: ['core'] },
        ],
      },
      ...['actions/cache/save', 'actions/cache'].map((uses) => ({
        ...FULL,
        services: [{ ...api, test: steps([{ uses, with: { path: 'a', key: 'b' } }]) }, web],
      })),
      { ...FULL, services: [...WEB, { ...web, name: 'batch', path: 'batch', image: 'batch-image' }] },
      { ...FULL, lock: lockedAt('b'.repeat(40)) },
      { ...FULL, lock: lockedAt('a'.repeat(40), 'reads other tags') },
      { ...FULL, services: [{ ...api, calls: [] }, web] },
      { ...FULL, services: [{ ...api, store: undefined }, web] },
      { ...FULL, services: [{ ...api, metrics: '/metrics' }, web] },
      { ...FULL, services: [{ ...api, metrics: undefined }, web] },
      { ...FULL, services: [api, { ...web, calls: [] }] },
      { ...FULL, tiers: [withoutWayBack, staging, live] },
      { ...FULL, tiers: [{ ...first, from: branch('next') }, staging, live] },
      {
        ...FULL,
        services: inMemory,
        tiers: [{ ...first, from: branch('next'), trust: 'protected' }, staging, live],
      },
      ...[rolling(), blueGreen(), canary()].map((rollout) => ({
        ...FULL,
        tiers: [{ ...first, rollout }, staging, live],
      })),
    ];
    const effects = variants.map(effectOf);
    expect(effects.filter((effect) => effect.includes('cannot be used'))).toEqual([]);
    expect(new Set(effects).size).toBe(variants.length);
  });
});
