import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import { blueGreen, canary } from '../../../../domain/strategy.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { Refusal } from '../../../../engine/rollout/cluster.ts';
import { replicasOf } from '../../../../engine/rollout/exposed-workload.ts';
import { recordsAt, textAt } from '../../../../engine/rollout/object-parts.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { deployment, OwnershipRoom } from './ownership/ownership-room.ts';
import { image, manifests } from './releases.ts';

/** Ready it never is, and it goes on. */
const UNREADY = { runs: [{ readyAfter: 'never' }] } as const;
const half = canary({ steps: [{ percent: 50, pause: seconds(20) }] });
const quick = blueGreen({ bake: seconds(5), scaleDownDelay: seconds(1) });

const PROBE = 'readinessProbe: { httpGet: { path: /ready, port: 8080 }, periodSeconds: 1 }';
const withStrategy = (name: string, strategy: string) =>
  manifests(name, { replicas: 1 })
    .replace('spec:\n', `spec:\n  strategy: ${strategy}\n`)
    .replace(`"${image(name)}"`, `"${image(name)}", ${PROBE}`);
const containersOf = (room: DeliveryRoom) =>
  recordsAt(room.object('Deployment', 'api'), 'spec', 'template', 'spec', 'containers').map((one) => one['name']);

/** What other tools were reported for, each with the same input. */
describe('reports of other tools', () => {
  it('helm#10845: one pod that may be unavailable has to be ready all the same', async () => {
    const room = new DeliveryRoom({ two: UNREADY });
    const of = (name: string) => ({ manifests: withStrategy(name, '{ rollingUpdate: { maxUnavailable: 1 } }') });
    expect(await room.rollOut('one', of('one'))).toMatchObject({ outcome: 'complete' });
    expect(await room.rollOut('two', of('two'))).toMatchObject({ outcome: 'rolled-back', class: 'never-ready' });
  });

  it('kapp#448: a Deployment that is recreated is waited for when it is deployed again', async () => {
    const room = new DeliveryRoom({ two: UNREADY });
    const of = (name: string) => ({ manifests: withStrategy(name, '{ type: Recreate }') });
    expect(await room.rollOut('one', of('one'))).toMatchObject({ outcome: 'complete' });
    expect(await room.rollOut('two', of('two'))).toMatchObject({ outcome: 'rolled-back', class: 'never-ready' });
    expect(await room.rollOut('three', of('three'))).toMatchObject({ outcome: 'complete' });
    expect(room.liveImage).toBe(image('three'));
  });

  it('argo-rollouts#3110: a good canary beside stable pods that never ran is promoted', async () => {
    const room = new DeliveryRoom({ one: 'crash' });
    room.strategy = half;
    expect(await room.rollOut('one')).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'complete' });
    expect(room.liveImage).toBe(image('two'));
  });

  it.each([
    ['rolling', undefined],
    ['canary', half],
    ['blue-green', quick],
  ])('argo-rollouts#1415: an autoscaler that counts meanwhile keeps its number, by %s', async (_, strategy) => {
    for (const count of [1, 5]) {
      const room = new DeliveryRoom();
      if (strategy !== undefined) room.strategy = strategy;
      const unsaid = (name: string) => ({ manifests: manifests(name).replace('  replicas: 2\n', '') });
      await room.rollOut('one', unsaid('one'));
      const first = strategy === quick ? 'api-blue' : 'api';
      room.scale('Deployment', first, 3);
      await room.pass(20_000);
      const rolling = room.start(room.request('two', unsaid('two'))).ended;
      await room.pass(4_000);
      room.scale('Deployment', first, count);
      expect(await room.until(rolling)).toMatchObject({ outcome: 'complete' });
      const counts = room.objects('Deployment').map((object) => replicasOf(object) ?? 0);
      // A copy that has its pods already keeps them: the autoscaler is led to it by the switch.
      expect(Math.max(...counts)).toBe(strategy === quick ? Math.max(3, count) : count);
    }
  });

  it('kargo#2847: an autoscaler that never rests is no failure of what it scales', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const graces = { ...GRACES, timeout: seconds(120) };
    const looking = room.start(room.request('two', { watchAfter: seconds(60), graces })).ended;
    const growing = (async () => {
      for (let count = 3; count < 10; count++) {
        await new Promise<void>((resolve) => room.clock.after(30_000, resolve));
        room.scale('Deployment', 'api', count);
      }
    })();
    expect(await room.until(looking)).toMatchObject({
      outcome: 'complete',
      sentence: expect.stringContaining('came and went'),
    });
    await room.until(growing);
    expect(room.liveImage).toBe(image('two'));
  });

  it('kustomize-controller#90: what cannot be deleted because its kind has gone is gone', async () => {
    const room = new DeliveryRoom();
    const certificate =
      '---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: api }\nspec: { secretName: api }\n';
    const first = room.start(room.request('one', { manifests: manifests('one') + certificate })).ended;
    await room.pass(5_000);
    room.setStatus('Certificate', 'api', { conditions: [{ type: 'Ready', status: 'True' }] });
    expect(await room.until(first)).toMatchObject({ outcome: 'complete' });
    const unknown = () => new Refusal(404, 'NotFound', 'The cluster knows no Certificate in cert-manager.io/v1.');
    const cluster = new Proxy(room.api, {
      get(api, name) {
        if (name === 'resourceOf')
          return async (apiVersion: string, kind: string) =>
            kind === 'Certificate' ? undefined : await api.resourceOf(apiVersion, kind);
        if (name === 'get')
          return async (reference: Parameters<typeof api.get>[0]) =>
            reference.kind === 'Certificate' ? undefined : await api.get(reference);
        if (name === 'list')
          return async (selection: Parameters<typeof api.list>[0]) => {
            if (selection.kind === 'Certificate') throw unknown();
            return await api.list(selection);
          };
        const member: unknown = Reflect.get(api, name);
        return typeof member === 'function' ? member.bind(api) : member;
      },
    });
    const result = await room.until(room.start(room.request('two', { prune: true }), undefined, { cluster }).ended);
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(result.sentence).not.toContain('Certificate');
  });

  it('kustomize-controller#209: what a cancelled release has brought is not forgotten', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    const cancel = new AbortController();
    const brought = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: brought }\ndata: { a: b }\n';
    const request = room.request('two', { manifests: manifests('two') + brought });
    const rolling = room.start(request, undefined, { signal: cancel.signal }).ended;
    await room.pass(3_000);
    cancel.abort();
    expect(await room.until(rolling)).toMatchObject({ outcome: 'cancelled' });
    expect(room.object('ConfigMap', 'brought')).toBeDefined();
    expect((await room.rollOut('three')).sentence).toContain('and left: ConfigMap "brought"');
    expect((await room.rollOut('four', { prune: true })).sentence).toContain('and deleted: ConfigMap "brought"');
    expect(room.object('ConfigMap', 'brought')).toBeUndefined();
  });

  it('kubernetes#94698: a container that was renamed after "kubectl rollout undo" does not stay', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(deployment({ name: 'before' }));
    room.change(
      'Deployment',
      'api',
      (found) => JSON.parse(JSON.stringify(found).replace(image('one'), image('undone'))),
      {
        manager: 'kubectl-rollout',
      },
    );
    await room.pass(20_000);
    const result = await room.rollOut('two', { manifests: deployment({ name: 'after', release: 'two' }) });
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(containersOf(room)).toEqual(['after']);
  });

  it('argo-cd#25474: a port that somebody has changed by hand is named with its writer, and ours again when it is taken over', async () => {
    const room = new DeliveryRoom();
    const of = (name: string) => ({
      manifests: manifests(name).replace('ports: [{ port: 80 }]', 'ports: [{ name: http, port: 80 }]'),
    });
    await room.rollOut('one', of('one'));
    room.change(
      'Service',
      'api',
      (found) => JSON.parse(JSON.stringify(found).replaceAll('"port":80,', '"port":8080,')) as object,
      { manager: 'kubectl-edit' },
    );
    expect(await room.rollOut('two', of('two'))).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(
        /add --take-over kubectl-edit .* .spec.ports\[port=8080.* belongs to "kubectl-edit"/,
      ),
    });
    expect(await room.rollOut('two', { ...of('two'), takeOver: ['kubectl-edit'] })).toMatchObject({
      outcome: 'complete',
    });
    expect(recordsAt(room.object('Service', 'api'), 'spec', 'ports').map(({ port }) => port)).toEqual([80]);
  });

  it('flux2#5898: a Service that another controller leads elsewhere is not called complete', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.change(
      'Service',
      'api',
      (found) => ({ ...found, spec: { ...(found['spec'] as object), selector: { app: 'api', 'their-hash': 'x' } } }),
      { manager: 'rollouts-controller' },
    );
    const { outcome, sentence } = await room.rollOut('two');
    const selects = textAt(room.object('Service', 'api'), 'spec', 'selector', 'their-hash');
    expect([outcome, selects]).toEqual(selects === undefined ? ['complete', undefined] : ['refused', 'x']);
    if (selects !== undefined) expect(sentence).toContain('rollouts-controller');
  });
});
