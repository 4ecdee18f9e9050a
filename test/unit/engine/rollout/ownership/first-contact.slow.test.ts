import { describe, expect, it } from '@jest/globals';
import { deployment, NOTE, OwnershipRoom } from './ownership-room.ts';

const KEEP = '{ name: KEEP, value: a }';

describe('the first contact with what kubectl applied from the client side', () => {
  it('takes what the manifests no longer have away, and tells it before', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(
      deployment({
        metadata: 'labels: { old: "1" }, annotations: { note: x }',
        pod: 'volumes: [{ name: old, emptyDir: {} }]\n      nodeSelector: { disk: ssd }',
        container: `env: [${KEEP}, { name: FEATURE_X, value: "on" }], ports: [{ containerPort: 8080 }, { containerPort: 9090 }], volumeMounts: [{ name: old, mountPath: /old }], args: [a, b]`,
      }),
    );
    const told = await room.apply(deployment({ container: `env: [${KEEP}], ports: [{ containerPort: 8080 }]` }));
    expect(told).toMatchObject({ outcome: 'complete' });
    const { containers, volumes, nodeSelector } = room.pod();
    expect(containers).toMatchObject([{ env: [{ name: 'KEEP' }], ports: [{ containerPort: 8080 }] }]);
    expect(containers[0]).not.toHaveProperty('args');
    expect(containers[0]).not.toHaveProperty('volumeMounts');
    expect([containers[0]?.env, volumes, nodeSelector]).toEqual([[{ name: 'KEEP', value: 'a' }], undefined, undefined]);
    const { labels, annotations } = room.object('Deployment', 'api')?.metadata ?? {};
    expect(labels).toBeUndefined();
    expect(Object.keys(annotations ?? {})).not.toEqual(expect.arrayContaining(['note']));
    expect(Object.keys(annotations ?? {})).not.toEqual(expect.arrayContaining([NOTE]));
    expect(room.managers()).not.toContain('kubectl-client-side-apply Update');
    expect(room.log.join('\n')).toContain(
      'Deployment "api" becomes ours: what "kubectl-client-side-apply" wrote is taken over. What the manifests do not have goes:',
    );
    expect(room.log.join('\n')).toContain('containers[name="api"].env[name="FEATURE_X"]');
  });

  it('a renamed container replaces the old one', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(deployment({ container: 'ports: [{ containerPort: 8080, name: http }]' }));
    const renamed = deployment({ name: 'server', container: 'ports: [{ containerPort: 8081, name: http }]' });
    expect(await room.apply(renamed)).toMatchObject({ outcome: 'complete' });
    expect(room.pod().containers.map(({ name }) => name)).toEqual(['server']);
  });

  it('a value becomes a reference, in both directions', async () => {
    const from = deployment({
      container: 'env: [{ name: DB, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]',
    });
    const value = deployment({ container: 'env: [{ name: DB, value: x }]' });
    for (const [before, after] of [
      [value, from],
      [from, value],
    ] as const) {
      const room = new OwnershipRoom();
      await room.kubectlApplied(before);
      expect(await room.apply(after)).toMatchObject({ outcome: 'complete' });
      expect(Object.keys(room.pod().containers[0]?.env?.[0] ?? {})).toHaveLength(2);
    }
  });

  it('a strategy, a volume and a probe of another branch replace what was there', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(
      deployment({
        spec: 'replicas: 2\n  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }',
        pod: 'volumes: [{ name: data, emptyDir: {} }]',
        container: 'readinessProbe: { tcpSocket: { port: 80 } }',
      }),
    );
    const after = deployment({
      spec: 'replicas: 2\n  strategy: { type: Recreate }',
      pod: 'volumes: [{ name: data, downwardAPI: { items: [] } }]',
      container: 'readinessProbe: { httpGet: { path: /, port: 80 } }',
    });
    expect(await room.apply(after)).toMatchObject({ outcome: 'complete' });
    expect(room.spec()['strategy']).toEqual({ type: 'Recreate' });
    expect(room.pod()['volumes']).toMatchObject([{ name: 'data', downwardAPI: {} }]);
    expect(room.pod()['volumes']).not.toMatchObject([{ emptyDir: {} }]);
    expect(room.pod().containers[0]?.['readinessProbe']).not.toHaveProperty('tcpSocket');
  });

  it('of a Service and a ConfigMap takes ports, selectors and keys away', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(`
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ name: http, port: 80 }, { name: old, port: 81 }] }`);
    await room.kubectlApplied(
      '{ apiVersion: v1, kind: ConfigMap, metadata: { name: conf }, data: { a: "1", b: "2" } }',
    );
    const told = await room.apply(`${deployment()}---
apiVersion: v1
kind: Service
metadata: { name: api }
spec: { selector: { app: api }, ports: [{ name: http, port: 8080, targetPort: 80 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data: { a: "1" }
`);
    expect(told).toMatchObject({ outcome: 'complete' });
    expect(room.spec('Service')['ports']).toMatchObject([{ name: 'http', port: 8080 }]);
    expect(room.object('ConfigMap', 'conf')?.['data']).toEqual({ a: '1' });
  });

  it('is refused with what the server says of the object that would come of it', async () => {
    const room = new OwnershipRoom();
    await room.kubectlApplied(deployment());
    const writes = room.cluster.writes.length;
    const told = await room.apply(
      deployment({ container: 'env: [{ name: DB, value: x, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]' }),
    );
    expect(told).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('may not be specified when') });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(room.managers()).toContain('kubectl-client-side-apply Update');
  });

  it('fails back to what ran before, whole', async () => {
    const room = new OwnershipRoom({ bad: 'crash' });
    await room.kubectlApplied(deployment({ container: `env: [${KEEP}, { name: FEATURE_X, value: "on" }]` }));
    const told = await room.apply(deployment({ release: 'bad', container: `env: [${KEEP}]` }));
    expect(told).toMatchObject({ outcome: 'rolled-back' });
    expect(room.pod().containers[0]?.env?.map(({ name }) => name)).toEqual(['KEEP', 'FEATURE_X']);
  });

  it('comes again when somebody applies with kubectl to what is ours', async () => {
    const room = new OwnershipRoom();
    await room.apply(deployment());
    room.change(
      'Deployment',
      'api',
      (live) => {
        const { containers, ...pod } = room.pod();
        const own = containers.map((container) => ({ ...container, env: [{ name: 'DEBUG', value: '1' }] }));
        const spec = live['spec'] as { readonly template: object };
        return { ...live, spec: { ...spec, template: { ...spec.template, spec: { ...pod, containers: own } } } };
      },
      { manager: 'kubectl-client-side-apply' },
    );
    await room.pass(20_000);
    expect(await room.apply(deployment())).toMatchObject({ outcome: 'complete' });
    expect(room.pod().containers[0]).not.toHaveProperty('env');
  });
});

describe('an object whose book began with the first apply, or was wiped', () => {
  const wiped = async (note: boolean) => {
    const room = new OwnershipRoom();
    const text = deployment({ container: `env: [${KEEP}, { name: FEATURE_X, value: "on" }]` });
    if (note) await room.kubectlApplied(text);
    else await room.written(text, 'old-tool');
    room.change('Deployment', 'api', (live) => ({ ...live, metadata: { ...live.metadata, managedFields: [{}] } }));
    expect(room.managers()).toEqual([]);
    return room;
  };

  it.each([true, false])('is taken over without asking (noted by kubectl: %s)', async (note) => {
    const room = await wiped(note);
    const told = await room.apply(deployment({ container: `env: [${KEEP}]` }));
    expect(told).toMatchObject({ outcome: 'complete' });
    expect(room.pod().containers[0]?.env).toEqual([{ name: 'KEEP', value: 'a' }]);
    expect(room.log.join('\n')).toContain('what "before-first-apply" wrote is taken over');
  });
});
