import { describe, expect, it } from '@jest/globals';
import { NEEDS } from '../../../../../domain/bootstrap-need.ts';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { historyRights, isHistory, noHistorySentence } from '../../../../../engine/rollout/preflight/history-rights.ts';
import { type Right, rightsFor, rulesFor } from '../../../../../engine/rollout/preflight/rights.ts';
import { minimumRole } from '../../../../../engine/rollout/preflight/role.ts';

const object = (kind: string, apiVersion = 'v1', name = 'api', more: object = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});
const workload = (kind: string): KubernetesObject =>
  object(kind, 'apps/v1', 'api', { spec: { template: { spec: {} } } });
const PLURALS: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  Job: 'jobs',
  Service: 'services',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  Certificate: 'certificates',
};
/** `must get apps/deployments api`, one line a right. */
const told = ({ verb, group, resource, name, byName, need }: Right): string =>
  [need, verb, group === '' ? resource : `${group}/${resource}`, name, byName === true ? 'by its name' : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
const rights = (objects: readonly KubernetesObject[], ...strategy: readonly ('rolling' | 'blueGreen' | 'canary')[]) =>
  rightsFor(objects, ({ kind }) => PLURALS[kind], ...strategy).map(told);

const ALWAYS = [
  'must list pods',
  'must watch pods',
  'must list events',
  'must watch events',
  'helps get pods/log',
  'helps get configmaps',
  'helps get serviceaccounts',
  'helps get persistentvolumeclaims',
  'helps list resourcequotas',
  'must get coordination.k8s.io/leases',
  'must create coordination.k8s.io/leases',
  'must patch coordination.k8s.io/leases',
];

describe('the rights of a rollout', () => {
  it.each<[string, KubernetesObject, readonly string[], readonly string[]]>([
    [
      'a Deployment',
      workload('Deployment'),
      [
        'must get apps/deployments api',
        'helps create apps/deployments',
        'must patch apps/deployments api',
        'must list apps/deployments',
        'must watch apps/deployments',
        'helps delete apps/deployments',
      ],
      ['must list apps/replicasets', 'must watch apps/replicasets'],
    ],
    [
      'a StatefulSet, whose stuck pod may have to go',
      workload('StatefulSet'),
      [
        'must get apps/statefulsets api',
        'helps create apps/statefulsets',
        'must patch apps/statefulsets api',
        'must list apps/statefulsets',
        'must watch apps/statefulsets',
        'helps delete apps/statefulsets',
      ],
      ['helps list apps/controllerrevisions', 'helps delete pods'],
    ],
    [
      'a DaemonSet',
      workload('DaemonSet'),
      [
        'must get apps/daemonsets api',
        'helps create apps/daemonsets',
        'must patch apps/daemonsets api',
        'must list apps/daemonsets',
        'must watch apps/daemonsets',
        'helps delete apps/daemonsets',
      ],
      ['helps list apps/controllerrevisions', 'helps watch apps/controllerrevisions'],
    ],
    [
      'a Job',
      object('Job', 'batch/v1'),
      [
        'must get batch/jobs api',
        'helps create batch/jobs',
        'must patch batch/jobs api',
        'helps list batch/jobs',
        'helps watch batch/jobs',
        'helps delete batch/jobs',
      ],
      ['must list batch/jobs', 'must watch batch/jobs', 'helps delete batch/jobs'],
    ],
    [
      'what nobody waits for',
      object('Service'),
      ['must get services api', 'helps create services', 'must patch services api', 'helps delete services'],
      [],
    ],
    [
      'data, which is never deleted',
      object('PersistentVolumeClaim'),
      [
        'must get persistentvolumeclaims api',
        'helps create persistentvolumeclaims',
        'must patch persistentvolumeclaims api',
        'helps list persistentvolumeclaims',
        'helps watch persistentvolumeclaims',
      ],
      [],
    ],
    ['a kind that the server does not know', object('Widget', 'example.com/v1'), [], []],
    [
      'the history of a service',
      object('Secret', 'v1', 'sluice-history-api'),
      [
        'must get secrets sluice-history-api by its name',
        'must patch secrets sluice-history-api by its name',
        'helps create secrets sluice-history-api by its name',
        'must get configmaps sluice-history-api by its name',
        'must patch configmaps sluice-history-api by its name',
      ],
      [],
    ],
  ])('for %s', (_, one, own, besides) => {
    expect(rights([one])).toEqual([...own, ...ALWAYS, ...besides]);
  });

  it('are told once for a kind that comes twice', () => {
    const looked = rights([workload('Deployment'), workload('Deployment')]).filter((text) => /replicasets/.test(text));
    expect(looked).toHaveLength(2);
  });

  it('are those of the bootstrap, too, that an object says it needs', () => {
    const needy = object('Service', 'v1', 'api', {
      metadata: { name: 'api', annotations: { [NEEDS]: 'LimitRange/x' } },
    });
    expect(rights([needy])).toContain('must get limitranges x');
  });

  it('are to see where the traffic goes where it is moved', () => {
    const seen = ['must list discovery.k8s.io/endpointslices', 'must watch discovery.k8s.io/endpointslices'];
    expect(rights([], 'rolling')).toEqual(ALWAYS);
    expect(rights([], 'blueGreen')).toEqual([...ALWAYS, ...seen]);
    expect(rights([], 'canary')).toEqual([...ALWAYS, ...seen]);
  });
});

describe('rules', () => {
  const right = (verb: string, resource: string, more: Partial<Right> = {}): Right => ({
    ...{ verb, resource, group: '', need: 'must' },
    ...more,
  });

  it('are the fewest: one for each resource, its verbs in their order, the resources in theirs', () => {
    const apps = { group: 'apps' };
    expect(
      rulesFor([
        right('patch', 'services'),
        right('watch', 'deployments', apps),
        right('get', 'services', { name: 'api' }),
        right('delete', 'services'),
        right('create', 'services'),
        right('list', 'deployments', apps),
        right('get', 'services'),
      ]),
    ).toEqual([
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'create', 'patch', 'delete'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
    ]);
  });

  it('name an object only where its name never changes', () => {
    const kept = { name: 'kept', byName: true } as const;
    expect(rulesFor([right('get', 'secrets'), right('get', 'secrets', kept), right('patch', 'secrets', kept)])).toEqual(
      [
        { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'patch'], resourceNames: ['kept'] },
      ],
    );
  });
});

describe('the least Role', () => {
  const of = { name: 'deployer', namespace: 'shop' };

  it('is one of the namespace, with the history of the first workload', () => {
    const role = minimumRole([object('Service', 'v1', 'web'), workload('Deployment')], of);
    expect(role).toMatchObject({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: of });
    expect(role.rules).toContainEqual({
      apiGroups: [''],
      resources: ['secrets'],
      verbs: ['get', 'create', 'patch'],
      resourceNames: ['sluice-history-api'],
    });
    expect(role.rules).toContainEqual({
      apiGroups: ['apps'],
      resources: ['deployments'],
      verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
    });
    expect(role.rules.filter(({ resources }) => resources.includes('secrets'))).toHaveLength(1);
    expect(role.rules.some(({ resources }) => resources.includes('endpointslices'))).toBe(false);
  });

  it('makes no history where the bootstrap makes it, and takes nothing else away', () => {
    const settings = object('Secret', 'v1', 'settings');
    const rule = (isBootstrapped: boolean) =>
      minimumRole([settings, object('ConfigMap')], { ...of, services: ['web'], isBootstrapped }).rules.map(
        ({ resources, resourceNames, verbs }) => `${resources} ${resourceNames ?? '*'}: ${verbs.join(' ')}`,
      );
    expect(rule(false)).toContain('secrets sluice-history-web: get create patch');
    expect(rule(true)).toContain('secrets sluice-history-web: get patch');
    for (const each of [rule(false), rule(true)]) {
      expect(each).toContain('secrets *: get create patch delete');
      expect(each).toContain('configmaps sluice-history-web: get patch');
      expect(each).toContain('configmaps *: get create patch delete');
    }
  });

  it('sees where the traffic goes for a strategy that moves it', () => {
    const { rules } = minimumRole([workload('Deployment')], { ...of, strategy: 'blueGreen' });
    expect(rules.some(({ resources }) => resources.includes('endpointslices'))).toBe(true);
  });

  it('has a history without a name where there is no workload', () => {
    const names = minimumRole([], of).rules.flatMap(({ resourceNames = [] }) => resourceNames);
    expect(new Set(names)).toEqual(new Set(['sluice-history-']));
  });

  it('cannot be told for kinds that only a server knows, nor for what is of the whole cluster: all at once', () => {
    const strangers = [object('Widget', 'example.com/v1', 'w'), object('Namespace', 'v1', 'n'), object('Service')];
    expect(() => minimumRole(strangers, of)).toThrow(
      expect.objectContaining({
        problems: [
          {
            field: 'Widget/w',
            value: 'example.com/v1',
            message:
              'What this kind is called in a Role is not known here. Leave it out, and add a rule for it by hand.',
          },
          expect.objectContaining({ field: 'Namespace/n', value: 'v1' }),
        ],
      }),
    );
    expect(() => minimumRole(strangers, of)).toThrow(/The manifests/);
  });
});

describe('the history', () => {
  const history = object('Secret', 'v1', 'sluice-history-api');
  const refusal = (status: number, message: string) => new Refusal(status, 'Forbidden', message);
  const says = 'secrets "sluice-history-api" is forbidden: User "x" cannot create resource "secrets" in API group ""';

  it('is a Secret of its name', () => {
    expect(isHistory(history)).toBe(true);
    expect(isHistory({ ...history, kind: 'ConfigMap' })).toBe(false);
    expect(isHistory(object('Secret', 'v1', 'settings'))).toBe(false);
  });

  it('is read and written by its name alone', () => {
    expect(historyRights('x').map(told)).toEqual([
      'must get secrets x by its name',
      'must patch secrets x by its name',
      'helps create secrets x by its name',
      'must get configmaps x by its name',
      'must patch configmaps x by its name',
    ]);
  });

  it('that we may not make is made by the bootstrap', () => {
    expect(noHistorySentence(history, refusal(403, says), 'shop')).toBe(
      'We may not create secrets "sluice-history-api" in namespace "shop". Add this rule to the Role of the deployer: {"apiGroups":[""],"resources":["secrets"],"verbs":["create"],"resourceNames":["sluice-history-api"]} ("sluice rbac" writes the whole Role). The history of the service is kept there, and there is none yet. In a delivery the bootstrap of the tier makes it: have that applied again instead.',
    );
    expect(noHistorySentence(history, refusal(422, says), 'shop')).toBeUndefined();
    expect(noHistorySentence(history, refusal(403, 'cannot patch resource "secrets"'), 'shop')).toBeUndefined();
    expect(noHistorySentence(object('Secret', 'v1', 'x'), refusal(403, says), 'shop')).toBeUndefined();
  });
});
