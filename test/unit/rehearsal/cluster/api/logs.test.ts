import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogLine, LogSource } from '../../../../../rehearsal/cluster/log-source.ts';
import { PODS, pod } from '../storage/manifests.ts';
import { type RunningServer, runningServer } from './running-server.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const line = (secondsAgo: number, text: string): LogLine => ({ time: NOW - secondsAgo * 1000, text });
let more: ((line: LogLine) => void) | undefined;
let end: (() => void) | undefined;
const logs: LogSource = {
  log: ({ container, previous }) =>
    previous || container === 'waiting'
      ? undefined
      : {
          lines: () => [line(30, 'one'), line(20, 'two'), line(10, 'three')],
          follow(onLine, onEnd) {
            more = onLine;
            end = onEnd;
            return () => {};
          },
        },
};

let api: RunningServer;
beforeAll(async () => {
  api = await runningServer({ logs, clock: { now: () => NOW, after: () => () => {} } });
  api.store.create(PODS, pod('one', { nodeName: 'n1' }));
  api.store.create(
    PODS,
    pod('two', {
      nodeName: 'n1',
      containers: [
        { name: 'app', image: 'a' },
        { name: 'waiting', image: 'b' },
      ],
    }),
  );
});
afterAll(() => api.close());
const log = (name: string, query = '') => api.call('GET', `/api/v1/namespaces/default/pods/${name}/log?${query}`);

describe('container logs', () => {
  it.each([
    ['', 'one\ntwo\nthree\n'],
    ['tailLines=1', 'three\n'],
    ['tailLines=0', ''],
    ['sinceSeconds=25', 'two\nthree\n'],
    ['limitBytes=6', 'one\ntw'],
    ['tailLines=1&timestamps=true', '2026-11-23T09:59:50.000Z three\n'],
  ])('with %s are %j', async (query, text) => {
    const answer = await log('one', query);
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  it('are followed to the end of the container', async () => {
    const stream = api.stream('/api/v1/namespaces/default/pods/one/log?follow=true&tailLines=1');
    expect(await stream.next()).toBe('three');
    more?.(line(0, 'four'));
    expect(await stream.next()).toBe('four');
    end?.();
    expect(await stream.next()).toBeUndefined();
  });

  it('of a pod that no node has are nothing', async () => {
    api.store.create(PODS, pod('three'));
    expect((await log('three')).status).toBe(204);
  });

  it.each([
    ['one', 'previous=true', 'previous terminated container "app" in pod "one" not found'],
    ['one', 'container=other', 'container other is not valid for pod one'],
    ['two', '', 'a container name must be specified for pod two, choose one of: [app waiting]'],
    ['two', 'container=waiting', 'container "waiting" in pod "two" is waiting to start: ContainerCreating'],
  ])('of %s with %j are refused: %s', async (name, query, message) => {
    const { status, body } = await log(name, query);
    expect([status, body['reason'], body['message']]).toEqual([400, 'BadRequest', message]);
  });
});
