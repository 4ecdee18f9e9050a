import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { Unreachable } from '../../../../engine/rollout/cluster.ts';
import { PODS, pod, pods, status } from './scripted-pods.ts';
import { json, type ScriptedServer } from './scripted-server.ts';
import { ScriptedWorld } from './scripted-world.ts';

let world: ScriptedWorld;
let server: ScriptedServer;
let cluster: KubernetesCluster;

beforeEach(async () => {
  world = await ScriptedWorld.open();
  ({ server, cluster } = world);
});
afterEach(() => world.close());

describe('calls', () => {
  it('share connections, and send who we are', async () => {
    server.on(`GET ${PODS}/a`, json(200, pod('a', '1')));
    for (let count = 0; count < 10; count++) await cluster.get({ ...pods, name: 'a' });
    await Promise.all(Array.from({ length: 20 }, () => cluster.get({ ...pods, name: 'a' })));
    expect(server.connections).toBeLessThanOrEqual(4);
    expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer first', 'user-agent': 'sluice' });
  });

  it('give undefined for what is not there', async () => {
    expect(await cluster.get({ ...pods, name: 'nobody' })).toBeUndefined();
  });

  it('wait as long as a busy server asks, then succeed', async () => {
    const busy = json(429, status(429, 'TooManyRequests', 'slow down'), { 'Retry-After': '1' });
    server.on(
      `GET ${PODS}/a`,
      busy,
      json(500, status(500, 'InternalError', 'leader changed')),
      json(200, pod('a', '1')),
    );
    expect(await cluster.get({ ...pods, name: 'a' })).toMatchObject({ metadata: { name: 'a' } });
    expect(server.received).toHaveLength(3);
  });

  it('give up as unreachable after a minute, naming the server', async () => {
    server.on(`GET ${PODS}/a`, json(503, status(503, 'ServiceUnavailable', 'apiserver is shutting down')));
    const start = world.clock.now();
    await expect(cluster.get({ ...pods, name: 'a' })).rejects.toThrow(Unreachable);
    expect(world.clock.now() - start).toBeGreaterThanOrEqual(60_000);
    expect(server.received.length).toBeLessThan(25);
    await server.stop();
    await expect(cluster.get({ ...pods, name: 'a' })).rejects.toThrow(`${'http://127.0.0.1'}`);
    await server.start();
  });

  it('read the credentials again once when they are not accepted', async () => {
    let loads = 0;
    cluster = world.clusterBy(() => server.access(`token-${++loads}`));
    server.on(`GET ${PODS}/a`, json(401, status(401, 'Unauthorized', 'Unauthorized')), json(200, pod('a', '1')));
    await cluster.get({ ...pods, name: 'a' });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    server.on(`GET ${PODS}/a`, json(401, status(401, 'Unauthorized', 'Unauthorized')));
    await expect(cluster.get({ ...pods, name: 'a' })).rejects.toThrow(/does not accept our credentials/);
    expect(loads).toBe(3);
  });

  it('list page by page and give items their kind back', async () => {
    const page = (name: string, more?: string) =>
      json(200, {
        metadata: { resourceVersion: '9', ...(more ? { continue: more } : {}) },
        items: [{ metadata: { name, uid: name, resourceVersion: '1' } }],
      });
    server.on(`GET ${PODS}`, page('a', 'next'), page('b'));
    const { objects } = await cluster.list({ ...pods, labels: { app: 'api' } });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Pod a', 'Pod b']);
    expect(server.received[0]?.query.get('labelSelector')).toBe('app=api');
    expect(server.received[1]?.query.get('continue')).toBe('next');
    expect(server.received[0]?.query.has('resourceVersion')).toBe(false);
  });

  it('take what a kubelet says about a log that it throws away for no log', async () => {
    const query = { namespace: 'shop', pod: 'a', container: 'api', previous: true, lines: 20 };
    server.on(
      `GET ${PODS}/a/log`,
      (response) => response.end('unable to retrieve container logs for containerd://1'),
      (response) => response.end('failed to try resolving symlinks in path "/logs/0.log": lstat: no such file'),
    );
    expect(await cluster.logs(query)).toBeUndefined();
    expect(await cluster.logs(query)).toBeUndefined();
  });

  it('give the end of a log, however long a line before it is', async () => {
    server.on(`GET ${PODS}/a/log`, (response) => response.end(`${'x'.repeat(5_000_000)}\nno database\n`));
    const query = { namespace: 'shop', pod: 'a', container: 'api', previous: false, lines: 20 };
    const told = await cluster.logs(query);
    expect(told?.slice(-14)).toBe('x\nno database\n');
    expect(told).toHaveLength(16_384);
  });

  it('give the last lines of a log, and undefined when there was no such run', async () => {
    server.on(
      `GET ${PODS}/a/log`,
      (response) => response.end('one\ntwo\n'),
      json(400, status(400, 'BadRequest', 'previous terminated container not found')),
    );
    const query = { namespace: 'shop', pod: 'a', container: 'api', previous: true, lines: 20 };
    expect(await cluster.logs(query)).toBe('one\ntwo\n');
    expect(await cluster.logs(query)).toBeUndefined();
    expect(server.received[0]?.query.toString()).toBe('container=api&tailLines=20&previous=true');
  });
});
