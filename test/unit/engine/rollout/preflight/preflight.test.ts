import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { type KubernetesObject, Refusal } from '../../../../../engine/rollout/cluster.ts';
import { parseManifests } from '../../../../../engine/rollout/manifests.ts';
import { lifetimeProblems } from '../../../../../engine/rollout/preflight/access-lifetime.ts';
import { isListed } from '../../../../../engine/rollout/preflight/access-review.ts';
import { missingImages } from '../../../../../engine/rollout/preflight/image-presence.ts';
import { immutableSentence } from '../../../../../engine/rollout/preflight/immutable-field.ts';
import { headroomNotes, podDemand } from '../../../../../engine/rollout/preflight/quota-headroom.ts';
import { missingReferences } from '../../../../../engine/rollout/preflight/references.ts';
import type { Right } from '../../../../../engine/rollout/preflight/rights.ts';
import { DeliveryRoom } from '../delivery-room.ts';
import { image, manifests } from '../releases.ts';

const right = (change: Partial<Right>): Right => ({
  verb: 'get',
  group: '',
  resource: 'pods',
  need: 'must',
  ...change,
});

describe('a listed right', () => {
  it.each([
    ['by its names', { verbs: ['get'], apiGroups: [''], resources: ['pods'] }, right({}), true],
    ['by stars', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, right({ resource: 'pods/log' }), true],
    ['of another verb', { verbs: ['list'], apiGroups: [''], resources: ['pods'] }, right({}), false],
    ['of another group', { verbs: ['get'], apiGroups: ['apps'], resources: ['pods'] }, right({}), false],
    [
      'of the resource, not its logs',
      { verbs: ['get'], apiGroups: [''], resources: ['pods'] },
      right({ resource: 'pods/log' }),
      false,
    ],
    ['of logs, not the resource', { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] }, right({}), false],
    [
      'of logs of anything',
      { verbs: ['get'], apiGroups: [''], resources: ['*/log'] },
      right({ resource: 'pods/log' }),
      true,
    ],
    [
      'for this name',
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] },
      right({ name: 'a' }),
      true,
    ],
    [
      'for another name',
      { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['b'] },
      right({ name: 'a' }),
      false,
    ],
    [
      'for one name, where all are wanted',
      { verbs: ['list'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] },
      right({ verb: 'list' }),
      false,
    ],
  ])('%s', (_, rule, wanted, expected) => {
    expect(isListed({ rules: [rule] }, wanted)).toBe(expected);
  });
});

const needy = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      serviceAccountName: robot
      priorityClassName: urgent
      imagePullSecrets: [{ name: puller }]
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: disk } }
        - { name: both, projected: { sources: [{ secret: { name: cert } }, { configMap: { name: settings, items: [{ key: a, path: a }] } }] } }
        - { name: maybe, secret: { secretName: absent, optional: true } }
      containers:
        - name: api
          image: "${image('one')}"
          env: [{ name: X, valueFrom: { secretKeyRef: { name: keys, key: x } } }]
`;
const { objects: NEEDY } = parseManifests(needy, 'production');

describe('what pods refer to', () => {
  it('is missed all at once, by kind and name; a Secret only by those who may read it', async () => {
    const room = new DeliveryRoom();
    const { cluster } = room;
    room.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { b: '1' } });
    const found = await missingReferences(cluster, NEEDY, 'production', true);
    expect(found.refusals).toEqual([
      'Deployment "api" needs Secret "keys", which does not exist in namespace "production". Create it, or correct the name.',
      'Deployment "api" needs PersistentVolumeClaim "disk", which does not exist in namespace "production". Create it, or correct the name.',
      'Deployment "api" needs Secret "cert", which does not exist in namespace "production". Create it, or correct the name.',
      'Deployment "api" needs key "a" of ConfigMap "settings", which has "b". Add it, or correct the key.',
      'Deployment "api" needs ServiceAccount "robot", which does not exist in namespace "production". Create it, or correct the name.',
      'Deployment "api" needs PriorityClass "urgent", which does not exist in the cluster. Create it, or correct the name.',
    ]);
    expect(found.notes).toEqual([expect.stringMatching(/needs Secret "puller"/)]);
    const blind = await missingReferences(cluster, NEEDY, 'production', false);
    expect([...blind.refusals, ...blind.notes].join()).not.toMatch(/Secret/);
  });

  it('is not missed by those who may not look', async () => {
    const { cluster } = new DeliveryRoom();
    cluster.get = async () => {
      throw new Refusal(403, 'Forbidden', 'no');
    };
    expect(await missingReferences(cluster, NEEDY, 'production', true)).toEqual({ refusals: [], notes: [] });
  });
});

const quota = (hard: Record<string, string>, used: Record<string, string>, spec: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team' },
  spec: { hard, ...spec },
  status: { hard, used },
});
const workload = (spec: object, cpu = '500m', tag = 'one') => {
  const [object] = parseManifests(manifests(tag), 'production').workloads;
  if (object === undefined) throw new Error('no workload');
  const template = {
    ...object.spec.template,
    spec: { containers: [{ name: 'api', image: tag, resources: { requests: { cpu }, limits: { memory: '1Gi' } } }] },
  };
  return { ...object, spec: { ...object.spec, template, ...spec } };
};
const exact = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, replicas: 4 };

describe('quota for the surge', () => {
  it('is told where not one pod fits and none may go first', () => {
    const demand = podDemand(workload(exact, '500m', 'two'), workload(exact));
    expect(demand).toMatchObject({ least: 1, most: 1 });
    expect(headroomNotes([quota({ 'requests.cpu': '2' }, { 'requests.cpu': '1800m' })], [demand])).toEqual([
      'ResourceQuota "team" has 1800m of 2 requests.cpu in use, and Deployment "api" needs 0.5 more. Raise the quota, lower the requests, or allow maxUnavailable.',
    ]);
    expect(headroomNotes([quota({ pods: '4' }, { pods: '4' })], [demand])).toHaveLength(1);
    expect(headroomNotes([quota({ 'limits.memory': '5Gi' }, { 'limits.memory': '4Gi' })], [demand])).toEqual([]);
  });

  it('is told otherwise where an old pod may go first, or the quota has scopes', () => {
    const loose = { replicas: 4, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } };
    const full = quota({ pods: '4' }, { pods: '4' });
    const freed = headroomNotes([full], [podDemand(workload(loose, '1', 'two'), workload(loose))]);
    expect(freed).toEqual([expect.stringMatching(/needs 1 more for a moment: the rollout may be slow/)]);
    const scoped = quota({ pods: '4' }, { pods: '4' }, { scopes: ['BestEffort'] });
    expect(headroomNotes([scoped], [podDemand(workload(exact, '1', 'two'), workload(exact))])).toEqual([
      expect.stringMatching(/for a moment/),
    ]);
  });

  it('counts a first rollout and more replicas whole, and what does not move not at all', () => {
    expect(podDemand(workload(exact), undefined)).toMatchObject({ least: 4, most: 4 });
    expect(podDemand(workload({ ...exact, replicas: 6 }), workload(exact))).toMatchObject({ least: 2, most: 2 });
    expect(podDemand(workload(exact), workload(exact))).toMatchObject({ least: 0, most: 0 });
    expect(
      podDemand(workload({ replicas: 4, strategy: { type: 'Recreate' } }, '1', 'two'), workload(exact)),
    ).toMatchObject({ most: 0 });
  });
});

describe('images', () => {
  it('that the release brought and its registry lacks are refused by name; a registry that cannot be asked is a note', async () => {
    const room = new DeliveryRoom();
    const { objects } = parseManifests(manifests('one'), 'production');
    const ask = (has: () => Promise<boolean>) =>
      room.until(missingImages({ has }, objects, 'registry.example/services/api', room.clock));
    expect((await ask(async () => false)).refusals).toEqual([
      expect.stringContaining(`Deployment "api" wants image ${image('one')}, which its registry does not have.`),
    ]);
    expect(await ask(async () => true)).toEqual({ refusals: [], notes: [] });
    const denied = await ask(async () => {
      throw new Error('answered 401');
    });
    expect(denied).toEqual({
      refusals: [],
      notes: [expect.stringMatching(/registry.example\/services\/api .*answered 401/)],
    });
    expect((await ask(() => new Promise(() => {}))).notes).toEqual([expect.stringMatching(/no answer in 3 s/)]);
  });
});

describe('an image of plain manifests', () => {
  it('that its registry lacks for us is a note: nodes may have it from elsewhere, and a verdict takes seconds', async () => {
    const room = new DeliveryRoom();
    const { objects } = parseManifests(manifests('one'), 'production');
    const found = await room.until(missingImages({ has: async () => false }, objects, undefined, room.clock));
    expect(found).toEqual({ refusals: [], notes: [expect.stringContaining('which its registry does not have')] });
  });
});

describe('a field that cannot change', () => {
  const object = (kind: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'x' } });
  it.each([
    [
      'Deployment',
      'Deployment.apps "x" is invalid: spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable',
      'spec.selector',
      '--cascade=orphan',
    ],
    [
      'Service',
      'Service "x" is invalid: spec.clusterIPs[0]: Invalid value: ["10.0.0.1"]: may not change once set',
      'spec.clusterIPs[0]',
      'kubectl delete service x',
    ],
    [
      'StatefulSet',
      "StatefulSet.apps \"x\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'template' are forbidden",
      'a field of spec',
      '--cascade=orphan',
    ],
    [
      'PersistentVolumeClaim',
      'PersistentVolumeClaim "x" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests',
      'a field of spec',
      'delete the object first',
    ],
    [
      'ConfigMap',
      'ConfigMap "x" is invalid: data: Forbidden: field is immutable when `immutable` is set',
      'data',
      'kubectl delete configmap x',
    ],
  ])('of a %s is named with what to do', (kind, message, field, next) => {
    const sentence = immutableSentence(object(kind), message);
    expect(sentence).toContain(`${kind} "x" changes ${field}, which cannot be changed after creation`);
    expect(sentence).toContain(next);
  });
  it('is not every 422', () => {
    expect(
      immutableSentence(object('Deployment'), 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'),
    ).toBeUndefined();
  });
});

describe('credentials', () => {
  const times = { timeout: seconds(600), waits: [], rollback: seconds(300), now: 1_000_000 };
  it('that end before the rollout may are refused with the next step; those that are renewed are not', () => {
    expect(lifetimeProblems({ endsAt: undefined, isRenewed: false }, times).refusals).toEqual([]);
    expect(lifetimeProblems({ endsAt: 1_000_000 + 1_020_000, isRenewed: false }, times).refusals).toEqual([]);
    expect(lifetimeProblems({ endsAt: 1_000_000 + 1_019_000, isRenewed: false }, times).refusals).toEqual([
      'The credentials for the cluster end in 1019 s, but this rollout may need them for 1020 s (timeout 600 s, rollback-timeout 300 s and 120 s around them). Get new ones in a step before this one, let them live longer, or set a shorter timeout.',
    ]);
    expect(lifetimeProblems({ endsAt: 1, isRenewed: false }, times).refusals).toEqual([
      expect.stringMatching(/ended 1000 s ago/),
    ]);
    expect(lifetimeProblems({ endsAt: 1, isRenewed: true }, times)).toMatchObject({
      refusals: [],
      notes: [expect.any(String)],
    });
  });
});

describe('a preflight', () => {
  it('tells everything at once and writes nothing', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.change('Deployment', 'api', (live) => ({
      ...live,
      metadata: { ...live.metadata, labels: { 'argocd.argoproj.io/instance': 'x' } },
      spec: { ...(live['spec'] as object), paused: true },
    }));
    const writes = room.cluster.writes.length;
    room.cluster.credentials = { endsAt: room.clock.now() + 60_000, isRenewed: false };
    room.cluster.answer = ({ kind, spec }) => {
      const { resource } =
        (spec as { readonly resourceAttributes?: { readonly resource: string } }).resourceAttributes ?? {};
      return {
        status:
          kind === 'SelfSubjectRulesReview'
            ? { resourceRules: [], incomplete: true }
            : { allowed: resource !== 'events' },
      };
    };
    room.cluster.refuse = (object, { dryRun }) =>
      dryRun && object.kind === 'Service' ? new Refusal(422, 'Invalid', 'spec.ports: Invalid value: wrong') : undefined;
    const { outcome, sentence } = await room.rollOut('one', {
      manifests: `${needy.replace('name: settings', 'name: gone')}\n---\n${manifests('one').split('---')[1]}`,
    });
    expect(outcome).toBe('refused');
    for (const problem of [
      /is paused/,
      /managed by Argo CD/,
      /end in 60 s/,
      /We may not list, watch events/,
      /needs ConfigMap "gone"/,
      /needs ServiceAccount "robot"/,
      /refuses Service "api": spec.ports: Invalid value: wrong/,
    ])
      expect(sentence).toMatch(problem);
    expect(room.cluster.writes).toHaveLength(writes);
  });
});
