import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import type { Clock } from '../../../../engine/rollout/clock.ts';
import { type KubernetesObject, Refusal, Unreachable, type WatchEvent } from '../../../../engine/rollout/cluster.ts';
import { json, ScriptedServer, stream } from './scripted-server.ts';

const PODS = '/api/v1/namespaces/shop/pods';
const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop' } as const;
const pod = (name: string, resourceVersion: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name, resourceVersion },
});
const list = (resourceVersion: string, ...items: unknown[]) =>
  json(200, { kind: 'PodList', metadata: { resourceVersion }, items });
const status = (code: number, reason: string, message: string, causes: unknown[] = []) => ({
  kind: 'Status',
  code,
  reason,
  message,
  details: { causes },
});

/** Waits of a retry pass at once; timeouts of a call stay away. */
let passed = Date.parse('2026-11-23T12:00:00Z');
const hasty: Clock = {
  now: () => passed,
  after(milliseconds, callback) {
    const wait = () => {
      passed += milliseconds;
      callback();
    };
    const timer = setTimeout(wait, milliseconds >= 15_000 ? 60_000 : 1);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

let server: ScriptedServer;
let cluster: KubernetesCluster;
const stopped: AbortController[] = [];

beforeEach(async () => {
  server = new ScriptedServer();
  await server.start();
  cluster = new KubernetesCluster(
    () => server.access(),
    hasty,
    () => 0.5,
  );
});
afterEach(async () => {
  for (const stop of stopped.splice(0)) stop.abort();
  cluster.close();
  await server.stop();
});

/** Events of a watch until `count` have come. */
function watched(count: number, selection: Parameters<KubernetesCluster['watch']>[0] = pods): Promise<WatchEvent[]> {
  const stop = new AbortController();
  stopped.push(stop);
  const events: WatchEvent[] = [];
  return new Promise((resolve) => {
    const listener = (event: WatchEvent) => {
      if (events.push(event) === count) resolve(events);
    };
    cluster.watch(selection, listener, stop.signal);
  });
}
const told = (events: readonly WatchEvent[]) =>
  events.map((event) => {
    if (event.type === 'listed') return `listed ${event.objects.map(({ metadata }) => metadata.name).join(',')}`;
    return event.type === 'changed' || event.type === 'gone'
      ? `${event.type} ${event.object.metadata.name}`
      : event.type;
  });

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
    const start = passed;
    await expect(cluster.get({ ...pods, name: 'a' })).rejects.toThrow(Unreachable);
    expect(passed - start).toBeGreaterThanOrEqual(60_000);
    expect(server.received.length).toBeLessThan(25);
    await server.stop();
    await expect(cluster.get({ ...pods, name: 'a' })).rejects.toThrow(`${'http://127.0.0.1'}`);
    await server.start();
  });

  it('read the credentials again once when they are not accepted', async () => {
    let loads = 0;
    cluster = new KubernetesCluster(() => server.access(`token-${++loads}`), hasty);
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

  it('give the last lines of a log, and undefined when there was no such run', async () => {
    server.on(
      `GET ${PODS}/a/log`,
      (response) => response.end('one\ntwo\n'),
      json(400, status(400, 'BadRequest', 'previous terminated container not found')),
    );
    const query = { namespace: 'shop', pod: 'a', container: 'api', previous: true, lines: 20 };
    expect(await cluster.logs(query)).toBe('one\ntwo\n');
    expect(await cluster.logs(query)).toBeUndefined();
    expect(server.received[0]?.query.toString()).toBe('container=api&tailLines=20&limitBytes=16384&previous=true');
  });
});

describe('server-side apply', () => {
  const deployment: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { newField: { kept: true } },
  };
  const PATH = '/apis/apps/v1/namespaces/shop/deployments/api';

  it('sends every field, also those that no client knows, strictly checked', async () => {
    server.on(`PATCH ${PATH}`, json(200, deployment, { Date: 'Mon, 23 Nov 2026 12:00:00 GMT' }));
    const answer = await cluster.apply(deployment, { dryRun: true });
    const [request] = server.received;
    expect(JSON.parse(request?.body ?? '')).toEqual(deployment);
    expect(request?.query.toString()).toBe('fieldManager=sluice&fieldValidation=Strict&dryRun=All');
    expect(request?.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(answer.serverTime).toBe('2026-11-23T12:00:00.000Z');
  });

  it('names the managers of a conflict', async () => {
    const cause = {
      reason: 'FieldManagerConflict',
      message: 'conflict with "kubectl-client-side-apply" using apps/v1',
      field: '.spec.replicas',
    };
    server.on(`PATCH ${PATH}`, json(409, status(409, 'Conflict', 'Apply failed with 1 conflict', [cause])));
    const refused = await cluster.apply(deployment).catch((error: Refusal) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ conflicts: [{ manager: 'kubectl-client-side-apply', field: '.spec.replicas' }] });
  });

  it('does not try again what the server calls an internal error and is a wrong field', async () => {
    const wrong = status(
      500,
      'InternalError',
      'failed to create typed patch object: .spec.replicaz: field not declared in schema',
    );
    server.on(`PATCH ${PATH}`, json(500, wrong));
    await expect(cluster.apply(deployment)).rejects.toThrow(/replicaz: field not declared/);
    expect(server.received).toHaveLength(1);
  });

  it('asks for kinds that it does not know, once', async () => {
    const resources = [
      { name: 'widgets', kind: 'Widget', namespaced: true },
      { name: 'widgets/status', kind: 'Widget', namespaced: true },
      { name: 'zones', kind: 'Zone', namespaced: false },
    ];
    server.on('GET /apis/x.dev/v1', json(200, { resources }));
    expect(await cluster.resourceOf('x.dev/v1', 'Widget')).toEqual({ plural: 'widgets', scope: 'Namespaced' });
    expect(await cluster.resourceOf('x.dev/v1', 'Zone')).toEqual({ plural: 'zones', scope: 'Cluster' });
    expect(await cluster.resourceOf('x.dev/v1', 'Other')).toBeUndefined();
    expect(await cluster.resourceOf('y.dev/v1', 'Other')).toBeUndefined();
    expect(server.received.map(({ path }) => path)).toEqual(['/apis/x.dev/v1', '/apis/y.dev/v1']);
  });
});

describe('guarded writes', () => {
  const seen = { ...pods, name: 'a', uid: 'u-1', resourceVersion: '7' };

  it('patch the version that was seen, under a manager of their own', async () => {
    server.on(`PATCH ${PODS}/a`, json(200, pod('a', '8')));
    const change = { metadata: { annotations: { phase: 'applied' } }, spec: { replicas: 0, old: null } };
    expect(await cluster.patch(seen, change)).toMatchObject({ metadata: { resourceVersion: '8' } });
    const [request] = server.received;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      metadata: { annotations: { phase: 'applied' }, uid: 'u-1', resourceVersion: '7' },
      spec: { replicas: 0, old: null },
    });
    expect(request?.headers['content-type']).toBe('application/merge-patch+json');
    expect(request?.query.get('fieldManager')).toBe('sluice-phase');
  });

  it('delete the version that was seen, and nothing else of that name', async () => {
    server.on(`DELETE ${PODS}/a`, json(200, { kind: 'Status', status: 'Success' }));
    await cluster.delete(seen);
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      preconditions: { uid: 'u-1', resourceVersion: '7' },
      propagationPolicy: 'Background',
    });
  });

  it('are refused once when somebody else has written, and a deletion of nothing is done', async () => {
    const moved = json(409, status(409, 'Conflict', 'the object has been modified'));
    server.on(`PATCH ${PODS}/a`, moved).on(`DELETE ${PODS}/a`, moved);
    await expect(cluster.patch(seen, {})).rejects.toMatchObject({ status: 409, conflicts: [] });
    await expect(cluster.delete(seen)).rejects.toThrow(Refusal);
    expect(server.received).toHaveLength(2);
    await cluster.delete({ ...seen, name: 'nobody' });
  });
});

describe('a watch', () => {
  const change = (type: string, name: string, version: string) => ({ type, object: pod(name, version) });

  it('lists, then tells changes, and goes on from the last bookmark when the stream ends', async () => {
    const bookmark = { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '50' } } };
    server
      .on(`GET ${PODS}`, list('10', pod('a', '5')))
      .on(
        `WATCH ${PODS}`,
        stream([change('ADDED', 'b', '11'), change('DELETED', 'a', '12'), bookmark], 'end'),
        stream([change('MODIFIED', 'b', '51')]),
      );
    expect(told(await watched(6))).toEqual(['listed a', 'found', 'changed b', 'gone a', 'found', 'changed b']);
    const watches = server.received.filter(({ method }) => method === 'WATCH');
    expect(watches.map(({ query }) => query.get('resourceVersion'))).toEqual(['10', '50']);
    expect(watches[0]?.query.get('allowWatchBookmarks')).toBe('true');
  });

  it.each([
    ['as an answer', 3, json(410, status(410, 'Expired', 'too old resource version'))],
    [
      'as an event of a stream',
      4,
      stream([{ type: 'ERROR', object: status(410, 'Expired', 'too old resource version') }], 'end'),
    ],
  ])('lists again, without an alarm, when its version is too old: %s', async (_, count, gone) => {
    server
      .on(`GET ${PODS}`, list('10', pod('a', '5')), list('90', pod('c', '80')))
      .on(`WATCH ${PODS}`, gone, stream([change('MODIFIED', 'c', '91')]));
    expect(
      told(await watched(count))
        .filter((event) => event !== 'found')
        .slice(0, 2),
    ).toEqual(['listed a', 'listed c']);
  });

  it('tells that it sees nothing while the server is away, and finds itself again', async () => {
    server
      .on(`GET ${PODS}`, list('10'))
      .on(
        `WATCH ${PODS}`,
        stream([], 'break'),
        json(503, status(503, 'Unavailable', 'etcd')),
        stream([change('ADDED', 'a', '11')]),
      );
    const events = told(await watched(6));
    expect(events[0]).toBe('listed ');
    expect(events).toContain('lost');
    expect(events.slice(-2)).toEqual(['found', 'changed a']);
  });

  it('ends for good when it is forbidden', async () => {
    server.on(`GET ${PODS}`, json(403, status(403, 'Forbidden', 'cannot list pods')));
    const [event] = await watched(1);
    expect(event).toMatchObject({ type: 'refused', refusal: { message: 'cannot list pods' } });
  });

  it('does not take the connections of calls', async () => {
    server
      .on(`GET ${PODS}`, list('10'))
      .on(`WATCH ${PODS}`, stream([]))
      .on(`GET ${PODS}/a`, json(200, pod('a', '1')));
    await Promise.all(Array.from({ length: 6 }, () => watched(2)));
    expect(await cluster.get({ ...pods, name: 'a' })).toBeDefined();
  });

  it('that its listener ends at the first list opens no stream', async () => {
    server.on(`GET ${PODS}`, list('10', pod('a', '10'))).on(`WATCH ${PODS}`, stream([]));
    const stop = new AbortController();
    await new Promise<void>((resolve) => {
      cluster.watch(
        pods,
        () => {
          stop.abort();
          resolve();
        },
        stop.signal,
      );
    });
    // Whatever follows a list by itself has happened before the answer to a later call.
    await cluster.list(pods);
    await cluster.list(pods);
    expect(server.received.filter(({ method }) => method === 'WATCH')).toEqual([]);
  });

  it('of one object watches the collection, so that an object that is not there is no error', async () => {
    server.on(`GET ${PODS}`, list('10')).on(`WATCH ${PODS}`, stream([]));
    expect(told(await watched(2, { ...pods, name: 'a' }))).toEqual(['listed ', 'found']);
    expect(server.received.map(({ query }) => query.get('fieldSelector'))).toEqual(Array(2).fill('metadata.name=a'));
  });

  it('reads objects that are cut across packets', async () => {
    const line = Buffer.from(`${JSON.stringify(change('ADDED', 'ü-pod', '11'))}\n`);
    const cut = line.indexOf(0xbc);
    server.on(`GET ${PODS}`, list('10')).on(`WATCH ${PODS}`, (response) => {
      response.write(line.subarray(0, cut));
      setTimeout(() => response.write(line.subarray(cut)), 5);
    });
    expect(told(await watched(3)).at(-1)).toBe('changed ü-pod');
  });
});
