import { describe, expect, it } from '@jest/globals';
import { isJudged, type Pod, type Watched } from '../../../../domain/verdict/kubernetes.ts';
import {
  eventsOf,
  type Fact,
  firstObservation,
  judgedOf,
  type Observation,
  occurrences,
  replicaSetsOf,
  revisionsOf,
  timeOf,
} from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';
import { APPLIED, event, SUBJECT } from './api-rollout.ts';
import { bare, barePod, condition, podIn } from './objects.ts';

const EMPTY = firstObservation(SUBJECT, APPLIED);
const knowing = (...facts: readonly (readonly [at: number, fact: Fact])[]): Observation =>
  facts.reduce((state, [at, fact]) => observe(state, fact, at), EMPTY);
const version = <T extends Watched>(object: T, resourceVersion: number | string): T => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: String(resourceVersion) },
});
const seen = (object: Watched): Fact => ({ type: 'seen', object });
const gone = (object: Watched): Fact => ({ type: 'gone', object });
const listed = (resourceVersion: number | string, ...objects: readonly Watched[]): Fact => ({
  ...{ type: 'listed', kind: 'Pod', objects },
  resourceVersion: String(resourceVersion),
});
const names = ({ objects }: Observation) => [...objects.values()].map(({ metadata }) => metadata.name);

const PLACED = { spec: { nodeName: 'node-1' } };
const ready = (time?: string): Pod =>
  podIn(
    { running: {} },
    { ready: true },
    {
      ...PLACED,
      status: { conditions: [condition('Ready', 'True', time === undefined ? {} : { lastTransitionTime: time })] },
    },
  );
const pulling = (message?: string): Pod =>
  podIn({ waiting: { reason: 'ErrImagePull', ...(message === undefined ? {} : { message }) } }, {}, PLACED);
const evicted = (): Pod => barePod({ ...PLACED, status: { phase: 'Failed', reason: 'Evicted' } });

describe('an object', () => {
  it('is what its newest version says, whatever comes later', () => {
    const state = knowing(
      [1, seen(version(ready(), 5))],
      [2, seen(version(pulling(), 4))],
      [3, seen(version(pulling(), 5))],
    );
    expect(state.objects.get('api-1')).toEqual(version(ready(), 5));
    expect([...state.marks.keys()]).toEqual(['api-1/ready/0']);
    expect(knowing([1, seen(version(ready(), 5))], [2, seen(version(pulling(), 6))]).marks).toEqual(
      new Map([['api-1/api/pull', 2]]),
    );
  });

  it('is what came last where versions are no numbers', () => {
    const state = knowing([1, seen(version(ready(), 'a'))], [2, seen(version(pulling(), 'b'))]);
    expect([...state.marks.keys()]).toEqual(['api-1/api/pull']);
  });

  it('never returns after it is gone', () => {
    const state = knowing(
      [1, seen(version(ready(), 5))],
      [2, gone(version(ready(), 6))],
      [3, seen(version(ready(), 7))],
    );
    expect(names(state)).toEqual([]);
    expect(state.gone).toEqual(new Set(['api-1']));
    expect(state.marks).toEqual(new Map());
  });

  it('has a symptom since it was seen first, until it is not seen any more', () => {
    const other = barePod({ name: 'api-10', ...PLACED, status: { conditions: [condition('Ready')] } });
    const state = knowing([1, seen(version(pulling(), 5))], [2, seen(other)], [3, seen(version(pulling(), 6))]);
    expect(state.marks).toEqual(
      new Map([
        ['api-10/ready/0', 2],
        ['api-1/api/pull', 1],
      ]),
    );
    expect(knowing([1, seen(pulling())], [2, seen(other)], [3, gone(pulling())]).marks).toEqual(
      new Map([['api-10/ready/0', 2]]),
    );
  });
});

describe('a list', () => {
  const other = barePod({ name: 'api-2', ...PLACED });

  it('tells what is there, and that everything else of its kind is gone', () => {
    const state = knowing(
      [1, seen(version(ready(), 5))],
      [1, seen(version(bare('Deployment'), 5))],
      [2, listed(9, version(other, 8))],
    );
    expect(names(state)).toEqual(['api', 'api-2']);
    expect(state.gone).toEqual(new Set(['api-1']));
    expect(state.listed).toEqual(new Map([['Pod', 9]]));
  });

  it('does not know what is newer than itself', () => {
    expect(names(knowing([1, seen(version(ready(), 5))], [2, listed(4)]))).toEqual(['api-1']);
    expect(names(knowing([1, seen(version(ready(), 5))], [2, listed(5)]))).toEqual([]);
    expect(names(knowing([1, seen(version(ready(), 5))], [2, listed(6, version(ready(), 5))]))).toEqual(['api-1']);
  });

  it('makes late what is older than it and was not in it', () => {
    const state = knowing([1, listed(9)], [2, seen(version(ready(), 8))]);
    expect(names(state)).toEqual([]);
    expect(state.gone).toEqual(new Set(['api-1']));
    expect(names(knowing([1, listed(9)], [2, seen(version(ready(), 9))]))).toEqual(['api-1']);
    expect(names(knowing([1, listed(9)], [2, seen(version(bare('Deployment'), 8))]))).toEqual(['api']);
    expect(names(knowing([1, listed(9, version(ready(), 3))], [2, seen(version(ready(), 8))]))).toEqual(['api-1']);
    expect(names(knowing([1, seen(version(ready(), 0))]))).toEqual(['api-1']);
  });

  it('counts by its version, the newest one', () => {
    const version = (...lists: readonly (number | string)[]) =>
      knowing(...lists.map((each) => [1, listed(each)] as const)).listed.get('Pod');
    expect(version(9, 5)).toBe(9);
    expect(version(5, 9)).toBe(9);
    expect(version(1)).toBe(1);
    expect(version('x')).toBeUndefined();
    expect(version(5, 'x')).toBe(5);
  });
});

describe('a cause', () => {
  const text = (state: Observation) => state.causes.get('api-1/api/pull')?.text;
  it('is the newest one that was told, and stays when nothing is told any more', () => {
    expect(text(knowing([1, seen(version(pulling('one'), 5))], [2, seen(version(pulling('two'), 6))]))).toBe('two');
    expect(text(knowing([1, seen(version(pulling('one'), 5))], [2, seen(version(pulling('two'), 4))]))).toBe('one');
    expect(text(knowing([1, seen(version(pulling('one'), 5))], [2, seen(version(pulling('two'), 5))]))).toBe('two');
    expect(text(knowing([1, seen(version(pulling('one'), 5))], [2, seen(version(pulling(), 6))]))).toBe('one');
  });

  it('comes late, too, of an object of which more is known', () => {
    const state = knowing([1, seen(version(pulling(), 9))], [2, seen(version(pulling('one'), 5))]);
    expect(text(state)).toBe('one');
  });
});

describe('readiness', () => {
  const times = (state: Observation) => [...(state.readyTimes.get('api-1/ready/0') ?? [])];

  it('is remembered for ever, by the times of the server, each once', () => {
    const state = knowing(
      [1, seen(version(ready('12:00'), 1))],
      [2, seen(version(pulling(), 2))],
      [3, seen(version(ready('12:05'), 3))],
      [4, seen(version(ready('12:05'), 4))],
    );
    expect(state.everReady).toEqual(new Set(['api-1']));
    expect(times(state)).toEqual(['12:00', '12:05']);
    expect(times(knowing([1, seen(version(ready('12:05'), 3))], [2, seen(version(ready('12:00'), 1))]))).toEqual([
      '12:05',
      '12:00',
    ]);
    expect(knowing([1, seen(ready())]).readyTimes).toEqual(new Map());
    expect(knowing([1, seen(pulling())]).everReady).toEqual(new Set());
  });

  it('is that of pods alone', () => {
    const object = bare(
      'Deployment',
      {},
      { conditions: [condition('Ready', 'True', { lastTransitionTime: '12:00' })] },
    );
    const state = knowing([1, seen(object)]);
    expect(state.everReady).toEqual(new Set());
    expect(state.readyTimes).toEqual(new Map());
  });

  it('of a pod that is gone counts no more, that of another one does', () => {
    const other = { ...ready('12:01'), metadata: { name: 'api-10', uid: 'api-10', resourceVersion: '1' } };
    const state = knowing([1, seen(ready('12:00'))], [2, seen(other)], [3, gone(ready('12:00'))]);
    expect([...state.readyTimes.keys()]).toEqual(['api-10/ready/0']);
  });
});

describe('a pod that fell', () => {
  const at = (state: Observation) =>
    [...state.fallen.values()].map(({ pod, at }) => [pod.metadata.resourceVersion, at]);
  it('is remembered as it was last, and when that was seen first', () => {
    expect(at(knowing([1, seen(version(evicted(), 5))], [2, seen(version(evicted(), 6))]))).toEqual([['6', 1]]);
    expect(at(knowing([1, seen(version(evicted(), 5))], [2, seen(version(evicted(), 4))]))).toEqual([['5', 1]]);
    expect(at(knowing([3, gone(version(evicted(), 5))]))).toEqual([['5', 3]]);
    expect(at(knowing([1, seen(ready())]))).toEqual([]);
    expect(at(knowing([1, seen(bare('Deployment', {}, { phase: 'Failed' }))]))).toEqual([]);
  });

  it('is the same when its version comes twice', () => {
    const first = knowing([1, seen(version(evicted(), 5))]);
    expect(observe(first, seen(version(evicted(), 5)), 2).fallen).toBe(first.fallen);
  });
});

describe('what is known', () => {
  it('is the object of that kind and name', () => {
    const named = (name: string, kind: 'Deployment' | 'DaemonSet' = 'Deployment') =>
      bare(kind, {}, undefined, { name, uid: `${kind}/${name}` });
    expect(judgedOf(knowing([1, seen(named('web'))], [1, seen(named('api', 'DaemonSet'))]))).toBeUndefined();
    expect(judgedOf(knowing([1, seen(named('web'))], [1, seen(named('api'))]))?.metadata.uid).toBe('Deployment/api');
  });

  it('is judged, or stands beside what is', () => {
    expect(isJudged(bare('Deployment'))).toBe(true);
    expect(isJudged(bare('Custom'))).toBe(true);
    for (const kind of ['ReplicaSet', 'ControllerRevision', 'Pod', 'Event'])
      expect(isJudged(bare(kind as 'Deployment') as Watched)).toBe(false);
  });

  it('is taken by its kind', () => {
    const of = (kind: string) => bare(kind as 'Deployment', {}, undefined, { uid: kind, name: kind });
    const state = knowing(...['ReplicaSet', 'ControllerRevision', 'Job'].map((kind) => [1, seen(of(kind))] as const));
    expect(replicaSetsOf(state).map(({ kind }) => kind)).toEqual(['ReplicaSet']);
    expect(revisionsOf(state).map(({ kind }) => kind)).toEqual(['ControllerRevision']);
  });

  it('are events about an object, by their names', () => {
    const told = ['b', 'c', 'a'].map((about) => event('Failed', about, { about }));
    const state = knowing(...told.map((each) => [1, seen(each)] as const), [1, seen(ready())]);
    expect(eventsOf(state, ({ name }) => name !== 'x').map(({ message }) => message)).toEqual(['a', 'b', 'c']);
    expect(eventsOf(state, ({ name }) => name === 'b').map(({ message }) => message)).toEqual(['b']);
  });

  it('is when an event happened last, and how often', () => {
    const { lastTimestamp: _, count: __, ...bareEvent } = event('Failed', 'x');
    const times = { eventTime: '3', lastTimestamp: '2' };
    expect(timeOf(bareEvent)).toBe('');
    expect(timeOf({ ...bareEvent, eventTime: '3' })).toBe('3');
    expect(timeOf({ ...bareEvent, ...times })).toBe('2');
    expect(timeOf({ ...bareEvent, ...times, series: {} })).toBe('2');
    expect(timeOf({ ...bareEvent, ...times, series: { lastObservedTime: '1' } })).toBe('1');
    expect(occurrences(bareEvent)).toBe(1);
    expect(occurrences({ ...bareEvent, count: 3 })).toBe(3);
    expect(occurrences({ ...bareEvent, count: 0 })).toBe(1);
    expect(occurrences({ ...bareEvent, series: { count: 4 }, count: 3 })).toBe(4);
    expect(occurrences({ ...bareEvent, series: {}, count: 0 })).toBe(1);
  });
});
