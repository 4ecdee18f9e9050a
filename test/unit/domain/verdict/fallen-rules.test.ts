import { describe, expect, it } from '@jest/globals';
import { evicted } from '../../../../domain/verdict/evicted.ts';
import { haltOf } from '../../../../domain/verdict/halt.ts';
import { jobFailed } from '../../../../domain/verdict/job-failed.ts';
import type { Pod, Watched } from '../../../../domain/verdict/kubernetes.ts';
import { type Fact, firstObservation, type Subject } from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';
import { APPLIED, pod, replay, seen } from './api-rollout.ts';
import { viewAt } from './found.ts';
import { bare, condition, podIn } from './objects.ts';
import { started } from './stories/story.ts';

const at = (second: number) => second * 1000;

describe('pods that are taken away', () => {
  const taken = (
    index: number,
    change: { readonly reason?: string; readonly message?: string; readonly created?: string } = {},
  ): Pod => {
    const one = pod({ name: `api-new-${index}` });
    const { reason = 'Evicted', message = 'low on memory', created } = change;
    return {
      ...one,
      metadata: { ...one.metadata, ...(created === undefined ? {} : { creationTimestamp: created }) },
      spec: { ...one.spec, nodeName: `node-${index}` },
      status: { phase: 'Failed', reason, message },
    };
  };
  const row = (times: readonly number[], change: (index: number) => Parameters<typeof taken>[1] = () => ({})) =>
    evicted.find(
      viewAt(
        replay([
          [0, ...started],
          ...times.map((time, index): [number, Fact] => [time, seen(taken(index, change(index)))]),
        ]),
      ),
    );

  it('say nothing of a release until five are within five minutes', () => {
    expect(row([0, 1, 2, 3])).toEqual([]);
    expect(row([0, 100, 200, 300, 301])).toEqual([]);
    expect(row([0, 100, 200, 299, 300])).toEqual([
      expect.objectContaining({
        sentence:
          'The cluster took 5 pods of Deployment "api" in namespace "production" away within 300 s, the last one pod "api-new-4": Evicted: low on memory.',
        since: at(300),
        grace: 0,
      }),
    ]);
    expect(row([0, 400, 500, 600, 650, 700])[0]?.since).toBe(at(700));
  });

  it("are told by the newest of them, by the server's clock and then by name", () => {
    const created = (times: readonly string[]) => (index: number) => ({ created: times[index] ?? '' });
    const newest = (times: readonly string[]) => row([1, 2, 3, 4, 5], created(times))[0]?.pod?.metadata.name;
    expect(newest(['9', '1', '2', '3', '4'])).toBe('api-new-0');
    expect(newest(['1', '1', '1', '1', '1'])).toBe('api-new-4');
    expect(row([1, 2, 3, 4, 5], (index) => (index === 2 ? { created: '1' } : {}))[0]?.pod?.metadata.name).toBe(
      'api-new-2',
    );
  });

  const rejected = (reason: string) => () => ({ reason, message: 'Pod was rejected: no' });
  it.each([
    ['SysctlForbidden', 0],
    ['AppArmor', 0],
    ['PodOSNotSupported', 0],
    ['PodOSSelectorNodeLabelDoesNotMatch', 0],
    ['NodeShutdown', Number.POSITIVE_INFINITY],
    ['NotAppArmor', Number.POSITIVE_INFINITY],
    ['AppArmorish', Number.POSITIVE_INFINITY],
  ])('by their nodes may heal or not: %s', (reason, grace) => {
    expect(row([1, 2, 3, 4, 5], rejected(reason))).toEqual([
      expect.objectContaining({
        sentence: `Nodes rejected 5 pods of Deployment "api" in namespace "production" within 300 s, "node-4" the last one, pod "api-new-4": ${reason}: Pod was rejected: no.`,
        remedy:
          'Change what the node does not allow, or lead the pods to nodes that do (node selector, affinity, resources).',
        grace,
      }),
    ]);
  });

  it('by their nodes count once that has gone on for two minutes', () => {
    const grace = (last: number) => row([1, 2, 3, 4, 5, last], rejected('NodeShutdown'))[0]?.grace;
    expect(grace(124)).toBe(Number.POSITIVE_INFINITY);
    expect(grace(125)).toBe(0);
  });

  it('in part by their nodes are taken by the cluster', () => {
    const mixed = row([1, 2, 3, 4, 5], (index) => (index === 1 ? {} : rejected('NodeShutdown')()));
    expect(mixed[0]?.sentence).toMatch(/^The cluster took 5 pods/);
    expect(mixed[0]?.grace).toBe(0);
    const before = row([1, 2, 3, 4, 5, 6], (index) => (index === 0 ? {} : rejected('NodeShutdown')()));
    expect(before[0]?.sentence).toMatch(/^Nodes rejected 5 pods/);
  });
});

describe('a Job that failed', () => {
  const SUBJECT: Subject = { kind: 'Job', name: 'api', namespace: 'shop' };
  const job = (conditions: readonly object[], spec: object = {}): Watched => bare('Job', spec, { conditions });
  const fallen = (name: string, finishedAt: string | undefined, exitCode = 1): Pod =>
    podIn(
      { terminated: { exitCode, ...(finishedAt === undefined ? {} : { finishedAt }) } },
      {},
      {
        name,
        spec: { restartPolicy: 'Never' },
        status: { phase: 'Failed' },
        metadata: { ownerReferences: [{ uid: 'subject', kind: 'Job', name: 'api' }] },
      },
    );
  const findings = (...objects: readonly Watched[]) =>
    jobFailed.find(
      viewAt(
        objects.reduce(
          (state, object) => observe(state, { type: 'seen', object }, 0),
          firstObservation(SUBJECT, { ...APPLIED, uid: 'subject' }),
        ),
      ),
    );
  const REASON = condition('Failed', 'True', { reason: 'BackoffLimitExceeded', message: 'too often' });

  it('says why, and how the container ended that did so last', () => {
    expect(findings(job([REASON]), fallen('a', '12:02'), fallen('b', '12:01', 2), fallen('c', '12:03', 0))).toEqual([
      expect.objectContaining({
        sentence:
          'Job "api" in namespace "shop" failed: BackoffLimitExceeded: too often; container "api" of pod "a" ended with exit code 1.',
        object: 'container "api" of pod "a"',
        grace: 0,
        certain: true,
      }),
    ]);
    expect(findings(job([REASON]), fallen('b', undefined), fallen('a', undefined))[0]?.object).toBe(
      'container "api" of pod "b"',
    );
    expect(findings(job([REASON]), fallen('b', undefined), fallen('a', '12:01'))[0]?.object).toBe(
      'container "api" of pod "a"',
    );
  });

  it('says what is known', () => {
    expect(findings(job([REASON]))).toEqual([
      expect.objectContaining({
        sentence: 'Job "api" in namespace "shop" failed: BackoffLimitExceeded: too often.',
        object: 'Job "api" in namespace "shop"',
        pod: undefined,
      }),
    ]);
    expect(findings(job([condition('Failed', 'True', { message: 'too often' })]))[0]?.cause).toBe('too often');
    expect(findings(job([condition('Failed')]))[0]?.sentence).toBe(
      'Job "api" in namespace "shop" failed: its controller gives no reason.',
    );
    const never = { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [] } } };
    expect(findings(job([], never), fallen('a', '12:02'))[0]?.cause).toBe(
      'container "api" of pod "a" ended with exit code 1',
    );
    expect(findings(job([]))).toEqual([]);
  });
});

describe('a node that stays silent', () => {
  const silent = (change: Parameters<typeof pod>[0] = {}, metadata: object = {}) => {
    const one = pod(change);
    return seen({
      ...one,
      metadata: { ...one.metadata, ...metadata },
      spec: { ...one.spec, nodeName: 'node-1' },
      status: { ...one.status, reason: 'NodeLost' },
    });
  };
  const halt = (...facts: readonly Fact[]) =>
    haltOf(
      viewAt(
        replay([
          [0, ...started],
          [5, ...facts],
        ]),
      ),
    );

  it('ends a rollout that waits for it, once it has been for as long as it may take a volume away', () => {
    expect(halt(silent())).toEqual({
      sentence:
        'Node "node-1" says nothing more of pod "api-new-1" of Deployment "api" in namespace "production": it may be down, and this rollout waits for it. Nothing was undone, because the release is not the cause. Repair the node or remove it ("kubectl delete node"), then roll out again.',
      at: at(395),
    });
    expect(halt(seen(pod({ ready: true })))).toBeUndefined();
  });

  it('gives a pod on its way out its own time', () => {
    const leaving = { deletionTimestamp: 'x', deletionGracePeriodSeconds: 30 };
    expect(halt(silent({}, leaving))).toMatchObject({
      sentence: expect.stringContaining('"production", which does not end: it may be down'),
      at: at(425),
    });
    expect(halt(silent({}, { deletionTimestamp: 'x' }))?.at).toBe(at(395));
  });

  it('is waited for from the last pod that became ready', () => {
    const observation = replay([
      [0, ...started, silent()],
      [9, seen(pod({ name: 'api-new-2', ready: true }))],
    ]);
    expect(haltOf(viewAt(observation))?.at).toBe(at(399));
  });
});
