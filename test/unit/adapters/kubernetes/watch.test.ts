import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import type { WatchEvent } from '../../../../engine/rollout/cluster.ts';
import { list, PODS, pod, pods, status } from './scripted-pods.ts';
import { json, type ScriptedServer, stream } from './scripted-server.ts';
import { ScriptedWorld } from './scripted-world.ts';

let world: ScriptedWorld;
let server: ScriptedServer;
let cluster: KubernetesCluster;
const stopped: AbortController[] = [];

beforeEach(async () => {
  world = await ScriptedWorld.open();
  ({ server, cluster } = world);
});
afterEach(async () => {
  for (const stop of stopped.splice(0)) stop.abort();
  await world.close();
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
    expect(event).toMatchObject({ type: 'refused', refusal: { message: 'cannot list pods.' } });
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
