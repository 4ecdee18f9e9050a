import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { branch } from '../../../domain/branch.ts';
import { subjectOf } from '../../../domain/identity.ts';
import { managedPrometheus, measure } from '../../../domain/measure.ts';
import { github } from '../../../domain/repository.ts';
import { canary } from '../../../domain/strategy.ts';
import { tier } from '../../../domain/tier.ts';
import { variable } from '../../../domain/variable.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { platform } from '../../fixtures/platform.ts';
import { DELIVERIES, WAVES } from '../workflows-src/deliveries.ts';
import { filesOf } from './setup-of.ts';
import { identitiesIn } from './told-identities.ts';

const told = identitiesIn(filesOf().identities);
const rightsOf = (name: string, of = told) => of.identities.find((each) => each.name === name)?.rights;
const namespace = (name: string, location = 'asia-northeast3', cluster = 'ai-agent-cluster') => ({
  kind: 'namespace',
  cluster,
  location,
  namespace: name,
});
const viewer = { kind: 'project', role: 'roles/container.clusterViewer' };
const registry = (repository: string, verb: string) => ({
  kind: 'registry',
  repository,
  role: `roles/artifactregistry.${verb}`,
});

describe('the rights of identities', () => {
  it('are for builders to write the repository of their trust, and for protected ones to say what they built', () => {
    expect(rightsOf('build-protected')).toEqual([registry('services', 'writer'), registry('provenance', 'writer')]);
    expect(rightsOf('build-unprotected')).toEqual([registry('services-dev', 'writer')]);
  });

  it('are for tiers to read the repository of their trust, to find the cluster, and to write their namespace', () => {
    const common = (name: string, from: string) => [
      registry(from, 'reader'),
      registry(`evidence-${name}`, 'writer'),
      viewer,
      namespace(name),
    ];
    expect(rightsOf('tier-dev')).toEqual(common('dev', 'services-dev'));
    expect(rightsOf('tier-staging')).toEqual(common('staging', 'services'));
    const production = rightsOf('tier-production');
    expect(production).toEqual(expect.arrayContaining(common('production', 'services')));
    expect(production).toContainEqual(registry('evidence-staging', 'reader'));
    expect(production).toHaveLength(5);
  });

  it('to write evidence are those of its tier alone, and to read it those of the tier after', () => {
    const holders = (repository: string, verb: string) =>
      told.identities
        .filter(({ rights }) =>
          rights.some(
            (right) => right.kind === 'registry' && right.repository === repository && right.role.endsWith(verb),
          ),
        )
        .map(({ name }) => name);
    for (const name of ['dev', 'staging', 'production'])
      expect(holders(`evidence-${name}`, 'writer')).toEqual([`tier-${name}`]);
    expect(['dev', 'staging', 'production'].map((name) => holders(`evidence-${name}`, 'reader'))).toEqual([
      [],
      ['tier-production'],
      [],
    ]);
  });

  it('reach every cluster of a tier', () => {
    const rights = rightsOf('tier-live', identitiesIn(filesOf(WAVES).identities));
    expect(rights?.filter(({ kind }) => kind === 'namespace')).toEqual([
      namespace('live', 'europe-west1', 'prod'),
      namespace('live', 'us-east1', 'prod'),
      namespace('live', 'us-west1', 'prod'),
    ]);
  });

  it('read the numbers of a canary where the cloud has them, in that tier alone', () => {
    const rollout = canary({
      measure: measure({
        source: managedPrometheus(variable('GCP_PROJECT')),
        value: 'sum(rate(errors{pod=~"{pods}"}[1m]))',
        samples: 'sum(rate(requests{pod=~"{pods}"}[1m]))',
      }),
    });
    const measured = {
      ...platform,
      tiers: platform.tiers.map((tier) => (tier.after === undefined ? tier : { ...tier, rollout })),
    };
    const withMeasure = identitiesIn(filesOf(measured).identities).identities.filter(({ rights }) =>
      rights.some((right) => right.kind === 'project' && right.role === 'roles/monitoring.viewer'),
    );
    expect(withMeasure.map(({ name }) => name)).toEqual(['tier-production']);
  });

  it('are given in repositories that some tier needs, and no other is made', () => {
    const made = (name: keyof typeof DELIVERIES) => {
      const { registry, identities } = identitiesIn(filesOf(DELIVERIES[name] ?? platform).identities);
      return [registry.repositories, identities.map((each) => each.name)];
    };
    expect(made('only unprotected tiers')).toEqual([
      ['services-dev', 'evidence-dev'],
      ['build-unprotected', 'tier-dev'],
    ]);
    expect(made('one tier that takes every push')).toEqual([
      ['services', 'provenance', 'evidence-live'],
      ['build-protected', 'tier-live'],
    ]);
  });

  it('have subjects that fit into 127 bytes, whatever the names', () => {
    const longest = github({ owner: 'a', name: 'b', id: '9'.repeat(19), ownerId: '1' });
    const named = tier('a'.repeat(63), { from: branch('main') });
    expect(Buffer.byteLength(subjectOf(longest, { kind: 'tier', tier: named }))).toBeLessThanOrEqual(127);
    expect(subjectOf(longest, { kind: 'builder', trust: 'unprotected' })).toBe(`${'9'.repeat(19)}/build/unprotected`);
  });

  it('name one subject each, short and made by us; no set, and no two the same', () => {
    const pool = 'principal://iam.googleapis.com/projects/482913650174/locations/global/workloadIdentityPools/github';
    expect(told.identities.map(({ principal }) => principal)).toEqual([
      `${pool}/subject/731846205/build/protected`,
      `${pool}/subject/731846205/build/unprotected`,
      `${pool}/subject/731846205/dev`,
      `${pool}/subject/731846205/staging`,
      `${pool}/subject/731846205/production`,
    ]);
    expect(told.identities.map(({ provider }) => provider.split('/').at(-1))).toEqual(
      told.identities.map(({ name }) => name),
    );
  });
});

describe('the bootstrap of a tier', () => {
  it('binds its namespace to the principal of its identity, and to nobody else', () => {
    const bindings = kustomizeTree(platform)
      .filter(({ path }) => path.includes('/bootstrap/'))
      .flatMap(({ content }) => parseAllDocuments(content).map((document) => Object(document.toJS())))
      .filter(({ kind }) => /Binding$/.test(kind));
    expect(
      bindings.map(({ kind, metadata, roleRef, subjects }) => [kind, metadata.namespace, roleRef.name, subjects]),
    ).toEqual(
      told.identities.flatMap(({ principal, rights }) =>
        rights.flatMap((right) =>
          right.kind === 'namespace'
            ? [
                [
                  'RoleBinding',
                  right.namespace,
                  'sluice-deployer',
                  [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: principal }],
                ],
              ]
            : [],
        ),
      ),
    );
    expect(bindings).toHaveLength(3);
  });

  it('binds nobody where the delivery does not say who that is', () => {
    const { repository: _, ...nowhere } = platform;
    expect(kustomizeTree(nowhere).some(({ content }) => content.includes('kind: RoleBinding'))).toBe(false);
  });
});
