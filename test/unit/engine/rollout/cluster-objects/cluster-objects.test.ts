import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../../../../../engine/rollout/manifests/reading.ts';
import { NAMESPACE } from '../cluster-room.ts';
import { deployable } from '../embedded-room.ts';
import { READING } from '../manifests/people.ts';
import { DefiningRoom } from './defining-room.ts';

const CRD = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: certificates.cert-manager.io }
spec:
  group: cert-manager.io
  scope: Namespaced
  names: { kind: Certificate, plural: certificates }
  versions: [{ name: v1, served: true, storage: true }]
`;
const CERTIFICATE = `---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, annotations: { sluice.dev/judge: none } }
spec: { secretName: web }
`;
const role = (verb = 'get', name = 'reader'): string => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name} }
rules: [{ apiGroups: [""], resources: [pods], verbs: [${verb}] }]
`;
const BINDING = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }
subjects: [{ kind: ServiceAccount, name: default, namespace: ${NAMESPACE} }]
`;
/** Has the name of the class, and does not mean it. */
const ACCOUNT = `---
apiVersion: v1
kind: ServiceAccount
metadata: { name: urgent }
`;
const PRIORITY = `---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: urgent }
value: 1000
`;

const HOOK = `---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: hook }
webhooks: [{ name: pods.shop.example, clientConfig: { service: { name: api, namespace: ${NAMESPACE} } } }]
`;

const roomOf = (images: readonly string[] = ['good', 'better', 'crash']) => {
  const room = new DefiningRoom(images);
  const roll = (image: string, more: string, change: Partial<Reading> = {}, edit = (text: string): string => text) =>
    room.rollOut(image, {
      release: undefined,
      commit: undefined,
      manifests: edit(deployable(image)) + more,
      reading: { ...READING, clusterScoped: 'apply', ...change },
    });
  return { room, roll };
};

describe('objects of the whole cluster', () => {
  it('go first, a definition before its objects, which wait until it is served', async () => {
    const { room, roll } = roomOf();
    const { outcome } = await roll('good', CERTIFICATE + role() + PRIORITY + CRD);
    expect(outcome).toBe('complete');
    expect(room.writes).toEqual([
      'CustomResourceDefinition/certificates.cert-manager.io',
      'PriorityClass/urgent',
      'ClusterRole/reader',
      'Certificate/web',
      'Deployment/api',
    ]);
    expect(room.log.join('\n')).toMatch(/could not be asked in advance about Certificate "web": the definition/);
  });

  it('that are there as they should be go without a word', async () => {
    const { room, roll } = roomOf();
    await roll('good', CRD + CERTIFICATE + role());
    const before = room.log.length;
    await roll('better', CRD + CERTIFICATE + role());
    expect(room.log.slice(before).join('\n')).not.toMatch(/whole cluster|in advance/);
  });

  it('are there for what needs them', async () => {
    const { roll } = roomOf();
    const needy = (text: string) =>
      text.replace('      terminationGrace', '      priorityClassName: urgent\n      terminationGrace');
    const { outcome, sentence } = await roll('good', PRIORITY, {}, needy);
    expect({ outcome, sentence }).toMatchObject({ outcome: 'complete' });
    const alone = await roll('better', '', {}, (text) => needy(text).replace('urgent', 'more-urgent'));
    expect(alone.sentence).toMatch(/needs PriorityClass "more-urgent", which does not exist in the cluster/);
  });

  it('are refused by a dry run before anything is written', async () => {
    const { room, roll } = roomOf();
    const { outcome, sentence } = await roll('good', `${role()}rulez: []\n`);
    expect(outcome).toBe('refused');
    expect(sentence).toMatch(/The API server refuses ClusterRole "reader": .*rulez/);
    expect(room.writes).toEqual([]);
  });

  it('that we have no right to are refused in one sentence, with the way on', async () => {
    const { room, roll } = roomOf();
    for (const kind of ['ClusterRole', 'PriorityClass']) room.forbidden.add(kind);
    const { outcome, sentence } = await roll('good', role() + PRIORITY + CRD);
    expect(outcome).toBe('refused');
    expect(sentence).toBe(
      'We may not write ClusterRole "reader", PriorityClass "urgent": they belong to the whole cluster. Ask an administrator to apply them, and leave them out with --cluster-scoped leave-out.',
    );
    expect(room.writes).toEqual([]);
  });

  it('stay when the release goes back, and that is said', async () => {
    const { room, roll } = roomOf();
    await roll('good', role());
    const { outcome, sentence } = await roll('crash', role('list'));
    expect(outcome).toBe('rolled-back');
    expect(sentence).toMatch(/Of the whole cluster these stay as this release wrote them.*: ClusterRole "reader"\./);
    const found = await room.api.get({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      namespace: '',
      name: 'reader',
    });
    expect(found?.['rules']).toMatchObject([{ verbs: ['list'] }]);
  });

  it('are no part of what a later release goes back to', async () => {
    const { roll } = roomOf();
    await roll('good', role());
    const { sentence } = await roll('crash', role());
    expect(sentence).not.toMatch(/whole cluster/);
  });

  it('that are refused after all end it before the namespace is touched', async () => {
    const { room, roll } = roomOf();
    room.turned.add('ClusterRole/reader');
    const { outcome, sentence } = await roll('good', PRIORITY + role());
    expect(outcome).toBe('failed');
    expect(sentence).toMatch(
      /Nobody writes reader\..*stay as this release wrote them.*PriorityClass "urgent".*Nothing of the namespace/,
    );
    expect(room.writes).toEqual(['PriorityClass/urgent']);
  });

  it.each([
    [
      'whose names are taken',
      { namesAccepted: false },
      /takes the names of CustomResourceDefinition .* not: Taken: no/,
    ],
    ['that is never served', { patience: 3_600_000 }, /was written 60 s ago, and the cluster does not serve it/],
  ])('a definition %s ends it', async (_, change, says) => {
    const { room, roll } = roomOf();
    Object.assign(room, change);
    const { outcome, sentence } = await roll('good', CRD + CERTIFICATE);
    expect(outcome).toBe('failed');
    expect(sentence).toMatch(says);
    expect(room.writes).toEqual(['CustomResourceDefinition/certificates.cert-manager.io']);
  });

  it('are cancelled between two of them', async () => {
    const { room, roll } = roomOf();
    room.patience = 30_000;
    const ended = roll('good', CRD + CERTIFICATE);
    room.clock.after(5_000, () => room.abort.abort());
    const { outcome, sentence } = await ended;
    expect(outcome).toBe('cancelled');
    expect(sentence).toMatch(/CustomResourceDefinition.*Nothing of the namespace was rolled out/);
  });

  it.each([
    ['complete', 'good', ['Deployment/api', 'ValidatingWebhookConfiguration/hook']],
    ['failed', 'crash', ['Deployment/api']],
  ])('that the server calls the release for are written only when it runs: %s', async (wanted, image, writes) => {
    const { room, roll } = roomOf();
    const { outcome } = await roll(image, HOOK);
    expect(outcome).toBe(wanted);
    expect(room.writes).toEqual(writes);
  });

  it('that are refused at the end make it a failure of a release that runs', async () => {
    const { room, roll } = roomOf();
    room.turned.add('ValidatingWebhookConfiguration/hook');
    const { outcome, sentence } = await roll('good', HOOK);
    expect(outcome).toBe('failed');
    expect(sentence).toMatch(/Nobody writes hook\. The release itself runs\./);
  });
});

describe('objects of the whole cluster that are left to others', () => {
  it('are named, with whether they are there and who needs them', async () => {
    const { room, roll } = roomOf();
    const { outcome } = await roll('good', role() + BINDING + PRIORITY + ACCOUNT, { clusterScoped: 'leave-out' });
    expect(outcome).toBe('complete');
    const log = room.log.join('\n');
    expect(log).toMatch(
      /ClusterRole "reader" is left out.*the cluster has none\. RoleBinding "reader" needs it\. Ask an/,
    );
    expect(log).toMatch(/PriorityClass "urgent" is left out.*the cluster has none\. Ask an/);
    await roll('better', role(), { clusterScoped: 'apply' });
    await roll('good', role(), { clusterScoped: 'leave-out' });
    expect(room.log.join('\n')).toMatch(
      /ClusterRole "reader" is left out, as --cluster-scoped says; the cluster has one\./,
    );
  });
});
