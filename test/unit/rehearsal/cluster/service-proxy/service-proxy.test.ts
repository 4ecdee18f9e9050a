import { createServer, get, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { realClock } from '../../../../../rehearsal/cluster/clock.ts';
import { ENDPOINT_SLICES, SERVICES } from '../../../../../rehearsal/cluster/controllers/resource.ts';
import { createServiceProxy } from '../../../../../rehearsal/cluster/service-proxy/service-proxy.ts';
import { createObjectStore } from '../../../../../rehearsal/cluster/storage/store.ts';
import { object } from '../controllers/embedded-cluster.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, async (response) => {
      resolve(`${response.statusCode} ${Buffer.concat(await response.toArray())}`);
    }).on('error', reject);
  });
const backend = async (name: string): Promise<{ readonly port: number; readonly server: Server }> => {
  const server = createServer((_request, response) => response.end(name));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  closers.push(() => server.close());
  return { server, port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
};
const place = { name: 'web', namespace: 'default' };

/** A Service whose endpoints are the given pods; pod `a` listens on `ports.a`. */
const setUp = (ports: Record<string, number>) => {
  const store = createObjectStore({ clock: realClock });
  const proxy = createServiceProxy(store, (uid, port) => (port === 8080 ? ports[uid] : undefined));
  closers.push(() => proxy.close());
  const spec = { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] };
  const endpoints = (ready: readonly string[], others: readonly string[] = []): void => {
    const made = [...ready, ...others].map((uid, index) => ({
      addresses: [`10.244.0.${index + 2}`],
      conditions: { ready: ready.includes(uid), serving: true, terminating: !ready.includes(uid) },
      targetRef: { kind: 'Pod', name: uid, uid },
    }));
    const labels = { 'kubernetes.io/service-name': 'web' };
    const content = { addressType: 'IPv4', endpoints: made, ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] };
    const slice = object('discovery.k8s.io/v1', 'EndpointSlice', { ...place, labels }, content);
    if (store.get(ENDPOINT_SLICES, 'default', 'web') === undefined) store.create(ENDPOINT_SLICES, slice);
    else store.update(ENDPOINT_SLICES, slice);
  };
  store.create(SERVICES, object('v1', 'Service', place, { spec }));
  proxy.start();
  return { store, proxy, endpoints };
};

describe('a Service on this machine', () => {
  it('leads to its ready endpoints in turn, as they are at that moment', async () => {
    const [a, b] = [await backend('a'), await backend('b')];
    const { proxy, endpoints } = setUp({ a: a.port, b: b.port });
    const url = await proxy.url('default', 'web');
    endpoints(['a', 'b']);
    expect([await ask(url), await ask(url), await ask(url)].sort()).toEqual(['200 a', '200 a', '200 b']);
    endpoints(['b'], ['a']);
    expect(new Set([await ask(url), await ask(url), await ask(url)])).toEqual(new Set(['200 b']));
  });

  it('passes over an endpoint that refuses', async () => {
    const [a, b] = [await backend('a'), await backend('b')];
    const { proxy, endpoints } = setUp({ a: a.port, b: b.port });
    endpoints(['a', 'b']);
    await new Promise((resolve) => a.server.close(resolve));
    const url = await proxy.url('default', 'web');
    expect([await ask(url), await ask(url)]).toEqual(['200 b', '200 b']);
  });

  it('answers 503 and says why when nothing is ready', async () => {
    const { proxy, endpoints } = setUp({ a: 1 });
    const wanted = '503 Service web in namespace default has no ready endpoint.\n';
    const url = await proxy.url('default', 'web');
    expect(await ask(url)).toBe(wanted);
    endpoints([], ['a']);
    expect(await ask(url)).toBe(wanted);
  });

  it('is told to containers once it listens, and no more when it is deleted', async () => {
    const { proxy, store } = setUp({});
    const url = await proxy.url('default', 'web');
    const port = Number(new URL(url).port);
    expect(proxy.addresses('default')).toEqual([
      { name: 'web', host: '127.0.0.1', ports: [{ name: 'http', port, protocol: 'TCP' }] },
    ]);
    store.delete(SERVICES, 'default', 'web');
    expect(proxy.addresses('default')).toEqual([]);
  });

  it('that is not there is refused by name', async () => {
    const { proxy } = setUp({});
    await expect(proxy.url('default', 'api')).rejects.toThrow(
      'There is no Service api in namespace default; its Services are: web.',
    );
    await expect(proxy.url('default', 'web', 'grpc')).rejects.toThrow('with a port "grpc"');
  });

  it('tells where its ready endpoints are, and none of a Service that is not there', async () => {
    const { proxy, endpoints } = setUp({ a: 20_001, b: 20_002 });
    expect(proxy.targets('default', 'web')).toEqual([]);
    endpoints(['a'], ['b']);
    expect(proxy.targets('default', 'web')).toEqual([20_001]);
    expect(proxy.targets('default', 'api')).toEqual([]);
  });
});
