import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import { at, CONFIG_MAPS, configMap } from '../storage/manifests.ts';
import { type RunningServer, runningServer } from './running-server.ts';

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer();
});
beforeEach(() => {
  for (const { metadata } of api.store.list(CONFIG_MAPS))
    api.store.delete(CONFIG_MAPS, metadata.namespace ?? '', metadata.name);
});
afterAll(() => api.close());

const watch = (query: string) => {
  const stream = api.stream(`/api/v1/namespaces/default/configmaps?watch=true&${query}`);
  return {
    close: stream.close,
    async next(): Promise<string | undefined> {
      const line = await stream.next();
      if (line === undefined) return undefined;
      const { type, object } = JSON.parse(line) as { type: string; object: KubernetesObject & { code?: number } };
      return `${type} ${object.metadata.name ?? object.code ?? ''}`.trim();
    },
  };
};
const change = (object: KubernetesObject, labels: Record<string, string>): KubernetesObject =>
  api.store.update(CONFIG_MAPS, { ...object, metadata: { ...object.metadata, labels } });

describe('a watch', () => {
  it('tells what happened since a version, then what happens', async () => {
    const start = api.store.currentVersion();
    const a = api.store.create(CONFIG_MAPS, configMap('a'));
    const events = watch(`resourceVersion=${start}`);
    expect(await events.next()).toBe('ADDED a');
    change(a, { x: '1' });
    expect(await events.next()).toBe('MODIFIED a');
    api.store.delete(CONFIG_MAPS, 'default', 'a');
    expect(await events.next()).toBe('DELETED a');
    events.close();
  });

  it('without a version starts with what is there', async () => {
    api.store.create(CONFIG_MAPS, configMap('a'));
    const events = watch('');
    expect(await events.next()).toBe('ADDED a');
    events.close();
  });

  it('shows objects that enter and leave its selection as added and deleted', async () => {
    const a = api.store.create(CONFIG_MAPS, configMap('a'));
    const events = watch(`labelSelector=on&resourceVersion=${api.store.currentVersion()}`);
    const on = change(a, { on: '' });
    expect(await events.next()).toBe('ADDED a');
    change(on, {});
    expect(await events.next()).toBe('DELETED a');
    events.close();
  });

  it('of a version outside the history is told 410 as an event, and ends', async () => {
    const start = api.store.currentVersion();
    api.store.create(CONFIG_MAPS, configMap('a'));
    api.server.expireHistory();
    const events = watch(`resourceVersion=${start}`);
    expect(await events.next()).toBe('ERROR 410');
    expect(await events.next()).toBeUndefined();
  });

  it('ends after timeoutSeconds', async () => {
    const events = watch(`resourceVersion=${api.store.currentVersion()}&timeoutSeconds=0`);
    expect(await events.next()).toBeUndefined();
  });

  it('streams a list and marks its end when asked', async () => {
    api.store.create(CONFIG_MAPS, configMap('a'));
    const stream = api.stream(
      '/api/v1/configmaps?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    );
    expect(JSON.parse((await stream.next()) ?? '').type).toBe('ADDED');
    const bookmark = JSON.parse((await stream.next()) ?? '');
    expect([bookmark.type, at(bookmark.object, 'metadata', 'annotations')]).toEqual([
      'BOOKMARK',
      { 'k8s.io/initial-events-end': 'true' },
    ]);
    stream.close();
  });

  it('ends when the connection is dropped on command', async () => {
    api.store.create(CONFIG_MAPS, configMap('a'));
    const events = watch('');
    expect(await events.next()).toBe('ADDED a');
    api.server.dropConnections();
    expect(await events.next()).toBeUndefined();
  });
});

describe('bookmarks', () => {
  it('tell the current version every minute to a watcher that allows them', async () => {
    const due: (() => void)[] = [];
    const clock = {
      now: () => 0,
      after: (milliseconds: number, callback: () => void) => {
        if (milliseconds === 60_000) due.push(callback);
        return () => {};
      },
    };
    const timed = await runningServer({ clock });
    const stream = timed.stream(
      '/api/v1/namespaces?watch=true&allowWatchBookmarks=true&fieldSelector=metadata.name%3Ddefault',
    );
    expect(JSON.parse((await stream.next()) ?? '').type).toBe('ADDED');
    due.shift()?.();
    const { type, object } = JSON.parse((await stream.next()) ?? '');
    expect([type, at(object, 'metadata', 'resourceVersion')]).toEqual([
      'BOOKMARK',
      String(timed.store.currentVersion()),
    ]);
    expect(due).toHaveLength(1);
    stream.close();
    await timed.close();
  });
});

describe('the history', () => {
  it('reaches back as far as its limit, and no further', async () => {
    const { createHistory } = await import('../../../../../rehearsal/cluster/storage/history.ts');
    const history = createHistory(2);
    const object = configMap('a') as KubernetesObject;
    for (let version = 1; version <= 4; version += 1)
      history.record({ version, event: { type: 'ADDED', key: CONFIG_MAPS, object }, previous: undefined });
    expect(history.since(2).map(({ version }) => version)).toEqual([3, 4]);
    expect(() => history.since(1)).toThrow('too old resource version: 1 (3)');
  });
});
