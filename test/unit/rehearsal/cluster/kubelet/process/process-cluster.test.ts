import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { realClock } from '../../../../../../rehearsal/cluster/clock.ts';
import { createCluster } from '../../../../../../rehearsal/cluster/controllers/controllers.ts';
import {
  DEPLOYMENTS,
  PODS,
  type Pod,
  resource,
  SERVICES,
} from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import { PullError } from '../../../../../../rehearsal/cluster/image-source.ts';
import { createProcessRuntime } from '../../../../../../rehearsal/cluster/kubelet/process/process-runtime.ts';
import { QUICK_TIMING } from '../../../../../../rehearsal/cluster/kubelet/timing.ts';
import { createServiceProxy } from '../../../../../../rehearsal/cluster/service-proxy/service-proxy.ts';
import { createObjectStore } from '../../../../../../rehearsal/cluster/storage/store.ts';
import { plainEnclosures } from '../../../../../../rehearsal/enclosure/plain-enclosures.ts';
import { layerArchive } from '../../../../../../rehearsal/registry/layer-archive.ts';
import { object } from '../../controllers/embedded-cluster.ts';

const SERVER = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const { PORT, METRICS_PORT, COLOUR, DATA, WEB_SERVICE_HOST } = process.env;
console.log('listening as ' + COLOUR);
const server = createServer((request, response) => {
  if (request.url === '/ready' && COLOUR === 'broken') response.statusCode = 500;
  response.end(JSON.stringify({ colour: COLOUR, pid: process.pid, data: readFileSync(DATA, 'utf8'), host: WEB_SERVICE_HOST }));
});
server.listen(Number(PORT), '127.0.0.1');
createServer((request, response) => response.end('numbers of ' + process.pid)).listen(Number(METRICS_PORT), '127.0.0.1').unref();
process.on('SIGTERM', () => { console.log('bye'); server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;
/** One request over a connection of its own: an old one could end at the pod that is just going. */
const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, async (response) => resolve(Buffer.concat(await response.toArray()).toString())).on(
      'error',
      reject,
    );
  });
const text = (content: string) => new TextEncoder().encode(content);
const image = {
  imageId: `registry.example/web@sha256:${'a'.repeat(64)}`,
  config: {
    Env: ['PATH=/usr/local/bin:/usr/bin', 'DATA=/srv/data.txt'],
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['node', '/srv/server.mjs'],
    WorkingDir: '/srv',
  },
  layers: [
    layerArchive([
      { kind: 'directory', path: 'srv' },
      { kind: 'file', path: 'srv/server.mjs', bytes: text(SERVER), mode: 0o644 },
      { kind: 'file', path: 'srv/data.txt', bytes: text('from the image'), mode: 0o644 },
    ]),
  ],
};

describe('containers as processes', () => {
  let folder: string;
  const closers: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-kubelet-'));
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
    await rm(folder, { recursive: true, force: true });
  });

  it('serve through their Service, are replaced without a failed request, and leave nothing behind', async () => {
    const store = createObjectStore({ clock: realClock });
    const runtime = createProcessRuntime({
      images: {
        pull: async (reference) => {
          if (reference === 'registry.example/web:1') return image;
          throw new PullError(`${reference}: not found`);
        },
      },
      folder,
      venvDirectory: (key) => join(folder, key),
      nodeDirectory: dirname(process.execPath),
      enclosures: plainEnclosures(),
      readable: [],
    });
    const proxy = createServiceProxy(store, runtime.localPort);
    const cluster = createCluster({ store, clock: realClock, runtime, services: proxy, timing: QUICK_TIMING });
    closers.push(
      () => proxy.close(),
      () => cluster.close(),
    );
    const pods = resource<Pod>(store, PODS);
    const place = { name: 'web', namespace: 'default' };
    const until = (done: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const stop = store.subscribe(() => {
          if (!done()) return;
          stop();
          resolve();
        });
      });
    const spec = (colour: string) => ({
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'registry.example/web:1',
              ports: [
                { name: 'http', containerPort: 8080 },
                { name: 'metrics', containerPort: 9090 },
              ],
              env: [
                { name: 'COLOUR', value: colour },
                { name: 'METRICS_PORT', value: '9090' },
              ],
              readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 1 },
              startupProbe: { httpGet: { path: '/live', port: 'http' }, periodSeconds: 1, failureThreshold: 30 },
              lifecycle: { preStop: { sleep: { seconds: 2 } } },
            },
          ],
        },
      },
    });
    const complete = (colour: string) => () => {
      const status = store.get(DEPLOYMENTS, 'default', 'web')?.['status'] as Record<string, number> | undefined;
      const current = pods.list().filter((pod) => pod.spec.containers[0]?.env?.[0]?.value === colour);
      return (
        status?.['updatedReplicas'] === 2 &&
        status['replicas'] === 2 &&
        status['availableReplicas'] === 2 &&
        current.length === 2
      );
    };
    proxy.start();
    cluster.start();
    const ports = [{ name: 'http', port: 80, targetPort: 'http' }];
    store.create(SERVICES, object('v1', 'Service', place, { spec: { selector: { app: 'web' }, ports } }));
    const url = await proxy.url('default', 'web');
    expect(await ask(url)).toBe('Service web in namespace default has no ready endpoint.\n');

    store.create(DEPLOYMENTS, object('apps/v1', 'Deployment', place, { spec: spec('blue') }));
    await until(complete('blue'));
    const first = JSON.parse(await ask(url)) as { pid: number };
    expect(first).toMatchObject({ colour: 'blue', data: 'from the image', host: '127.0.0.1' });
    const [pod] = pods.list();
    const log = cluster.logs.log({
      ...place,
      pod: '',
      uid: pod?.metadata.uid ?? '',
      container: 'web',
      previous: false,
    });
    expect(log?.lines()[0]?.text).toBe('listening as blue');
    // Both pods have a port of their own for what they declare besides, on one machine.
    const numbers = pods.list().map(({ metadata }) => runtime.localPort(metadata.uid ?? '', 9090) ?? 0);
    const said = await Promise.all(numbers.map((port) => ask(`http://127.0.0.1:${port}/`)));
    expect(new Set(said).size).toBe(2);
    expect(said).toContain(`numbers of ${first.pid}`);

    const seen = new Set<string>();
    let replaced = false;
    const load = (async () => {
      while (!replaced) seen.add((JSON.parse(await ask(url)) as { colour: string }).colour);
    })();
    const live = store.get(DEPLOYMENTS, 'default', 'web');
    store.update(
      DEPLOYMENTS,
      object('apps/v1', 'Deployment', place, { ...live, ...{ metadata: place }, spec: spec('green') }),
    );
    await until(() => complete('green')() && pods.list().length === 2);
    replaced = true;
    await load;
    expect([...seen].sort()).toEqual(['blue', 'green']);
    expect(JSON.parse(await ask(url))).toMatchObject({ colour: 'green' });

    const last = JSON.parse(await ask(url)) as { pid: number };
    await proxy.close();
    await cluster.close();
    for (const { pid } of [first, last]) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await readdir(join(folder, 'containers'))).toEqual([]);
  }, 60_000);
});
