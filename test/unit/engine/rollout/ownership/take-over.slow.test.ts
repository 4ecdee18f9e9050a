import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { readHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { deployment, OwnershipRoom } from './ownership-room.ts';

const KEEP = '{ name: KEEP, value: a }';
const more = deployment({ container: `env: [${KEEP}, { name: X, value: "on" }]` });
const less = deployment({ container: `env: [${KEEP}]` });

describe('objects of another tool', () => {
  it.each(['helm', 'Terraform', 'kubectl-create', 'kubectl-edit', 'node-fetch', 'Lens Desktop'])(
    'of %s go only by a switch that the refusal names',
    async (manager) => {
      const room = new OwnershipRoom();
      await room.written(more, manager);
      const told = await room.apply(less);
      expect(told.outcome).toBe('refused');
      expect(told.sentence).toContain(
        `Deployment "api" would keep what the manifests do not have: .spec.template.spec.containers[name="api"].env[name="X"] belongs to "${manager}".`,
      );
      expect(told.sentence).toContain(
        manager === 'Lens Desktop' ? "add --take-over 'Lens Desktop' (" : `add --take-over ${manager} (`,
      );
      expect(room.cluster.writes).toEqual([]);
      expect(await room.apply(less, [manager])).toMatchObject({ outcome: 'complete' });
      expect(room.pod().containers[0]?.env).toEqual([{ name: 'KEEP', value: 'a' }]);
      expect(room.managers()).not.toContain(`${manager} Update`);
      // Once is enough.
      expect(await room.apply(less)).toMatchObject({ outcome: 'complete' });
    },
  );

  it('are refused for a value, a container and a key at once, with every manager', async () => {
    const room = new OwnershipRoom();
    await room.written(deployment({ name: 'old', spec: 'replicas: 3' }), 'helm');
    await room.written(
      '{ apiVersion: v1, kind: ConfigMap, metadata: { name: conf }, data: { a: "1", b: "2" } }',
      'lens',
    );
    const text = `${deployment()}---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: conf }, data: { a: "1" } }\n`;
    const { sentence } = await room.apply(text);
    expect(sentence).toContain('.spec.replicas belongs to "helm"');
    expect(sentence).toContain('containers[name="old"] belongs to "helm"');
    expect(sentence).toContain('ConfigMap "conf" would keep what the manifests do not have: .data.b belongs to "lens"');
    expect((await room.apply(text, ['helm'])).sentence).not.toContain('helm');
    expect(await room.apply(text, ['helm', 'lens'])).toMatchObject({ outcome: 'complete' });
    expect(room.pod().containers.map(({ name }) => name)).toEqual(['api']);
    expect(room.object('ConfigMap', 'conf')?.['data']).toEqual({ a: '1' });
  });

  it('that say the same are nobody to fight with', async () => {
    const room = new OwnershipRoom();
    await room.written(deployment(), 'helm');
    expect(await room.apply(deployment())).toMatchObject({ outcome: 'complete' });
    expect(room.managers()).toContain('helm Update');
  });

  it('that a reconciler writes get no switch', async () => {
    const room = new OwnershipRoom();
    await room.written(more, 'kustomize-controller');
    const { outcome, sentence } = await room.apply(less, ['kustomize-controller']);
    expect([outcome, sentence]).toEqual(['refused', expect.stringContaining('would write its fields back')]);
    expect(sentence).not.toContain('--take-over');
  });

  it('of an applier, as kubectl apply --server-side, are declared and asked for, too', async () => {
    const room = new OwnershipRoom();
    await room.apply(deployment());
    room.change('Deployment', 'api', (live) => ({
      ...live,
      metadata: {
        ...live.metadata,
        managedFields: (live.metadata['managedFields'] as readonly { readonly manager: string }[]).map((line) =>
          line.manager === 'sluice' ? { ...line, manager: 'kubectl' } : line,
        ),
      },
    }));
    const changed = deployment({ spec: 'replicas: 1' });
    expect((await room.apply(changed)).sentence).toContain('--take-over kubectl (');
    expect(await room.apply(changed, ['kubectl'])).toMatchObject({ outcome: 'complete' });
  });
});

describe('what people do by hand to an object that is ours', () => {
  it('is overruled where the manifests say otherwise, and told', async () => {
    const room = new OwnershipRoom();
    await room.apply(deployment());
    room.change('Deployment', 'api', (live) => ({ ...live, spec: { ...room.spec(), replicas: 5 } }), {
      manager: 'kubectl',
      subresource: 'scale',
    });
    await room.pass(20_000);
    expect(await room.apply(deployment())).toMatchObject({ outcome: 'complete' });
    expect(room.spec()['replicas']).toBe(2);
    expect(room.log.join('\n')).toContain(
      'was changed by hand: .spec.replicas belongs to "kubectl". The manifests decide.',
    );
  });

  it('is refused where the manifests say nothing: a container, a key that a Service selects by', async () => {
    const room = new OwnershipRoom();
    await room.apply(deployment());
    room.change('Deployment', 'api', withContainer(room, 'debug'), { manager: 'kubectl-edit' });
    await room.pass(20_000);
    const { outcome, sentence } = await room.apply(deployment());
    expect([outcome, sentence]).toEqual([
      'refused',
      expect.stringContaining('containers[name="debug"] belongs to "kubectl-edit"'),
    ]);
    expect(await room.apply(deployment(), ['kubectl-edit'])).toMatchObject({ outcome: 'complete' });
    expect(room.pod().containers).toHaveLength(1);
  });

  it('is left where it is their own: a restart, annotations, labels', async () => {
    const room = new OwnershipRoom();
    await room.apply(deployment());
    room.change(
      'Deployment',
      'api',
      (live) => {
        const spec = live['spec'] as { readonly template: { readonly metadata: object } };
        const annotations = { 'kubectl.kubernetes.io/restartedAt': 'now' };
        const metadata = { ...spec.template.metadata, annotations };
        return { ...live, spec: { ...spec, template: { ...spec.template, metadata } } };
      },
      { manager: 'kubectl-rollout' },
    );
    await room.pass(20_000);
    expect(await room.apply(deployment())).toMatchObject({ outcome: 'complete' });
    expect(room.spec()).toMatchObject({ template: { metadata: { annotations: expect.anything() } } });
    expect(room.log.join('\n')).not.toContain('keeps what others wrote');
  });
});

describe('a container that somebody adds while we roll out', () => {
  it('keeps the release from being called complete, or good', async () => {
    const room = new OwnershipRoom();
    let added = false;
    room.observe = ({ kind, status }) => {
      const { readyReplicas } = (status ?? {}) as { readonly readyReplicas?: number };
      if (kind !== 'Deployment' || readyReplicas !== 2 || added) return;
      added = true;
      room.change('Deployment', 'api', withContainer(room, 'debug'), { manager: 'lens' });
    };
    const { outcome, sentence } = await room.apply(deployment());
    expect([outcome, sentence]).toEqual([
      'unknown',
      expect.stringContaining('spec.template.spec.containers[debug] was added by "lens"'),
    ]);
    expect(readHistory(room.object('Secret', 'sluice-history-api')).map(({ state }) => state)).not.toContain('good');
    expect((await room.apply(deployment())).outcome).toBe('refused');
    expect((await room.apply(deployment(), ['lens'])).outcome).toBe('complete');
  });
});

const withContainer = (room: OwnershipRoom, name: string) => (live: KubernetesObject) => {
  const { containers, ...pod } = room.pod();
  const spec = live['spec'] as { readonly template: object };
  const two = [...containers, { ...containers[0], name }];
  return { ...live, spec: { ...spec, template: { ...spec.template, spec: { ...pod, containers: two } } } };
};
