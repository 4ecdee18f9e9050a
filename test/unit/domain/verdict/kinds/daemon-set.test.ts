import { describe, expect, it } from '@jest/globals';
import { wantedDaemonPods } from '../../../../../domain/verdict/daemon-pods.ts';
import { crashing, event, type PodLife, pod } from '../recorded/pods.ts';
import { revision } from '../recorded/revisions.ts';
import { Script } from '../recorded/script.ts';
import { DAEMON_SET, daemonSet } from '../recorded/workloads.ts';

const script = () => new Script(DAEMON_SET);
const daemon = (name: string, life: PodLife = {}) => pod({ owner: 'DaemonSet', name: `api-${name}`, ...life });
const old = (name: string) => daemon(name, { template: 'old', ready: true });
/** A pod of the template that is wanted, made when that was wanted the last time: it was never replaced. */
const stayed = (name: string) => {
  const { metadata, ...rest } = daemon(name, { ready: true });
  return { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, 'pod-template-generation': '2' } } };
};

describe('a DaemonSet', () => {
  it('is complete when every node that it wants has a new pod, ready long enough', () => {
    const told = script()
      .at(0, daemonSet({ updated: 2 }), daemon('a', { ready: true }), daemon('b', { ready: true }), old('c'))
      .at(5, daemonSet(), daemon('d', { ready: true }))
      .gone(5, 'Pod', 'api-c');
    expect(told.verdict(14)).toMatchObject({ state: 'progressing' });
    expect(told.verdict(15).state).toBe('complete');
  });

  it('whose first new pod crashes fails with the third crash', () => {
    const told = script()
      .at(0, daemonSet({ updated: 1, ready: 2 }), old('b'), old('c'), daemon('a', crashing(2)))
      .at(17, daemon('a', crashing(3)));
    expect(told.verdict(16).state).toBe('progressing');
    expect(told.verdict(17)).toMatchObject({ class: 'crash-loop', pods: ['api-a'] });
  });

  it('with one bad node beside good ones is given more time, because it may miss one', () => {
    const told = script().at(
      0,
      daemonSet({ updated: 3, ready: 2 }),
      daemon('a', crashing(3)),
      daemon('b', { ready: true }),
      daemon('c', { ready: true }),
    );
    expect(told.verdict(29).state).toBe('progressing');
    expect(told.verdict(30)).toMatchObject({ class: 'crash-loop' });
  });

  it('that goes back counts the pods that never left its template, as its controller does', () => {
    const told = script()
      .at(0, daemonSet({ updated: 2 }), stayed('a'), stayed('b'), old('c'))
      .gone(2, 'Pod', 'api-c')
      .at(5, daemonSet(), daemon('d', { ready: true }));
    expect(told.verdict(4).state).toBe('progressing');
    expect(told.verdict(15).state).toBe('complete');
  });

  it('that goes back before any pod was replaced is complete with the pods that it had', () => {
    const unseen = script().at(0, daemonSet({ observed: 3 }), stayed('a'), stayed('b'), stayed('c'));
    expect(unseen.verdict(20).state).toBe('progressing');
    const seen = script().at(0, daemonSet(), stayed('a'), stayed('b'), stayed('c'));
    expect(seen.verdict(10).state).toBe('complete');
    const some = script().at(0, daemonSet({ updated: 2 }), stayed('a'), stayed('b'), stayed('c'));
    expect(some.verdict(20)).toMatchObject({ sentence: expect.stringContaining('0 of 3 new pods') });
  });

  it('that goes back does not take a pod for its own that is still to be replaced', () => {
    // All nodes have a pod of the template, and one has a second of the template before: it surged.
    const told = script().at(0, daemonSet(), stayed('a'), stayed('b'), stayed('c'), old('d'));
    expect(told.verdict(20)).toMatchObject({ state: 'progressing' });
    const crashed = script().at(
      0,
      daemonSet(),
      stayed('a'),
      stayed('b'),
      stayed('c'),
      daemon('d', { template: 'old', ...crashing(3) }),
    );
    expect(crashed.verdict(60).state).toBe('progressing');
  });

  it('that goes back while a node still ends its pod counts those of the other nodes, by the revision of the template', () => {
    const told = script().at(
      0,
      revision('new', 3),
      revision('old', 2),
      daemonSet({ updated: 2, ready: 2 }),
      stayed('a'),
      stayed('b'),
      old('c'),
    );
    expect(told.verdict(5)).toMatchObject({
      sentence: expect.stringContaining('2 of 3 new pods ready, 1 old pod left'),
    });
  });

  it('that goes back by a surge is complete with the pod that stayed, while the other one goes', () => {
    const surge = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const told = script().at(
      0,
      revision('old', 2),
      revision('new', 3),
      daemonSet({ replicas: 1 }, { spec: surge }),
      stayed('a'),
      daemon('b', { template: 'old', ...crashing(3), deleting: true }),
    );
    expect(told.verdict(9).state).toBe('progressing');
    expect(told.verdict(10).state).toBe('complete');
  });

  it('knows its template by the highest of the revisions that keep it, and by none of another set', () => {
    const { metadata, ...twin } = revision('new', 1);
    const labels = { ...metadata.labels, 'controller-revision-hash': 'twin' };
    const foreign = { ...metadata, name: 'web-twin', uid: 'uid-foreign', labels, ownerReferences: [] };
    const told = (first: Partial<typeof twin> & { readonly metadata: typeof metadata }) =>
      script()
        .at(0, { ...twin, ...first }, revision('new', 3), daemonSet({ replicas: 1 }), stayed('a'))
        .verdict(10);
    expect(told({ metadata: { ...metadata, name: 'api-twin', uid: 'uid-twin', labels } }).state).toBe('complete');
    expect(told({ metadata: foreign, revision: 9 }).state).toBe('complete');
  });

  it('that its controller has not looked at yet has no pods of the new template', () => {
    const named = { name: 'api', uid: 'uid-api', resourceVersion: '1' };
    const broken = {
      kind: 'Pod',
      metadata: { ...named, name: 'api-a', labels: { 'controller-revision-hash': 'old' } },
      spec: { containers: [] },
    } as const;
    const wanted = (observedGeneration: number) =>
      wantedDaemonPods(
        {
          kind: 'DaemonSet',
          metadata: { ...named, generation: 4, annotations: { 'deprecated.daemonset.template.generation': '4' } },
          spec: { selector: {}, template: { spec: { containers: [] } } },
          status: { observedGeneration, updatedNumberScheduled: 1, desiredNumberScheduled: 1 },
        },
        [broken],
        [],
      )(broken);
    expect([3, 4].map(wanted)).toEqual([false, true]);
  });

  it('counts every pod of the generation of its template, whatever its hash', () => {
    const { metadata, ...rest } = daemon('b', { ready: true });
    const labels = { ...metadata.labels, 'controller-revision-hash': 'another' };
    const told = script().at(0, daemonSet({ replicas: 2 }), daemon('a', { ready: true }), {
      ...rest,
      metadata: { ...metadata, labels },
    });
    expect(told.verdict(10).state).toBe('complete');
  });

  it('that no node matches is complete and says that it runs nowhere', () => {
    const told = script().at(0, daemonSet({ replicas: 0 }));
    expect(told.verdict(10)).toMatchObject({ state: 'complete', sentence: expect.stringContaining('no node matches') });
  });

  it('is complete beside a pod on a node that it does not want any more, and says so', () => {
    const beside = (numberMisscheduled: number) => {
      const set = daemonSet({ replicas: 1 });
      const status = { ...(set['status'] as object), numberMisscheduled };
      return script()
        .at(0, { ...set, status }, daemon('a', { ready: true }), daemon('b'))
        .verdict(10);
    };
    expect(beside(0).state).toBe('progressing');
    expect(beside(1)).toMatchObject({
      state: 'complete',
      sentence: expect.stringContaining(
        '1 of 1 new pods ready and stable, beside 1 pod on nodes that it does not want',
      ),
    });
  });

  it('that gets a node on the way waits for that node’s pod, too', () => {
    const told = script()
      .at(0, daemonSet({ replicas: 1 }), daemon('a', { ready: true }))
      .at(8, daemonSet({ replicas: 2, total: 1, updated: 1, ready: 1 }));
    expect(told.verdict(60)).toMatchObject({
      state: 'progressing',
      sentence: expect.stringContaining('1 of 2 new pods'),
    });
  });

  it('with OnDelete is unknown at once', () => {
    const told = script().at(
      0,
      daemonSet({ updated: 0 }, { spec: { updateStrategy: { type: 'OnDelete' } } }),
      old('a'),
    );
    expect(told.verdict(0)).toMatchObject({ state: 'unknown', sentence: expect.stringContaining('OnDelete') });
  });

  it('that may not create its pods says so', () => {
    const told = script().at(
      0,
      daemonSet({ total: 0, updated: 0, ready: 0 }),
      event('FailedCreate', 'Error creating: pods "api-" is forbidden: violates PodSecurity "restricted:latest"', {
        about: daemonSet(),
        second: 1,
      }),
    );
    expect(told.verdict(12)).toMatchObject({
      class: 'create-refused',
      sentence: expect.stringContaining('PodSecurity'),
    });
  });
});
