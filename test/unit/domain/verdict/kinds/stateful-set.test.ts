import { describe, expect, it } from '@jest/globals';
import { crashing, ended, event, type PodLife, pod } from '../recorded/pods.ts';
import { Script, time } from '../recorded/script.ts';
import { STATEFUL_SET, statefulSet } from '../recorded/workloads.ts';

const script = () => new Script(STATEFUL_SET);
const member = (index: number, life: PodLife = {}) => pod({ owner: 'StatefulSet', name: `api-${index}`, ...life });
const old = (index: number) => member(index, { template: 'old', ready: true });
const ON_DELETE = { spec: { updateStrategy: { type: 'OnDelete' } } };

describe('a StatefulSet', () => {
  it('is complete when both revisions are one and every pod has been ready long enough', () => {
    const told = script().at(0, statefulSet(), ...[0, 1, 2].map((index) => member(index, { ready: true })));
    expect(told.verdict(9).state).toBe('progressing');
    expect(told.verdict(10)).toMatchObject({ state: 'complete', sentence: expect.stringContaining('3 of 3 new pods') });
  });

  it('whose first updated pod crashes fails like a Deployment: the pods of the old revision do not cover for it', () => {
    const told = script()
      .at(0, statefulSet({ updated: 1, ready: 2 }), old(0), old(1), member(2, crashing(1)))
      .at(14, member(2, crashing(3)));
    expect(told.verdict(13).state).toBe('progressing');
    expect(told.verdict(14)).toMatchObject({ class: 'crash-loop', pods: ['api-2'] });
  });

  it('in order stops at the first broken pod, so one is enough beside new ones that are ready', () => {
    const told = script().at(
      0,
      statefulSet({ updated: 2, ready: 2 }),
      old(0),
      member(2, { ready: true }),
      member(1, crashing(3)),
    );
    expect(told.verdict(0)).toMatchObject({ class: 'crash-loop', pods: ['api-1'] });
  });

  it('in parallel goes on past as many as it may miss, and gives one broken pod more time', () => {
    const spec = {
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: '67%' } },
    };
    const told = script().at(
      0,
      statefulSet({ updated: 2, ready: 2 }, { spec }),
      old(0),
      member(2, { ready: true }),
      member(1, crashing(3)),
    );
    expect(told.verdict(29).state).toBe('progressing');
    expect(told.verdict(30)).toMatchObject({ class: 'crash-loop' });
  });

  it('with a partition is complete with the pods above it', () => {
    const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
    const told = script().at(0, statefulSet({ updated: 1 }, { spec }), old(0), old(1), member(2, { ready: true }));
    expect(told.verdict(10)).toMatchObject({
      state: 'complete',
      sentence: expect.stringContaining(
        '1 of 1 new pods ready and stable, 2 below the partition of 2 keep their revision',
      ),
    });
  });

  it('that replaces pods only when somebody deletes them is unknown at once, never waited for', () => {
    const told = script().at(0, statefulSet({ updated: 0 }, ON_DELETE), old(0), old(1), old(2));
    expect(told.verdict(0)).toMatchObject({
      state: 'unknown',
      sentence: expect.stringContaining('update strategy OnDelete'),
    });
  });

  it('of that kind is judged as usual where there is no old pod: a first deploy', () => {
    const first = script().at(0, statefulSet({ updated: 3, ready: 0 }, ON_DELETE), member(0, crashing(3, ended(5))));
    expect(first.verdict(0)).toMatchObject({ class: 'crash-loop' });
    const early = script().at(0, statefulSet({ updated: 1, ready: 0, total: 1 }, ON_DELETE), member(0));
    expect(early.verdict(0).state).toBe('progressing');
    const good = script().at(
      0,
      statefulSet({}, ON_DELETE),
      ...[0, 1, 2].map((index) => member(index, { ready: true })),
    );
    expect(good.verdict(10).state).toBe('complete');
  });

  it('whose pods are refused says so while they are missing, and not for an event that has healed', () => {
    const refused = event(
      'FailedCreate',
      'create Pod api-2 in StatefulSet api failed error: pods "api-2" is forbidden: exceeded quota',
      {
        about: statefulSet(),
        second: 2,
        count: 12,
      },
    );
    const told = script().at(2, statefulSet({ total: 2, updated: 0, ready: 2 }), old(0), old(1), refused);
    expect(told.verdict(13).state).toBe('progressing');
    expect(told.verdict(14)).toMatchObject({
      class: 'create-refused',
      sentence: expect.stringContaining('exceeded quota'),
    });
    const late = script()
      .at(0, statefulSet({ total: 2, updated: 0, ready: 2 }), old(0), old(1))
      .at(9, refused);
    expect(late.verdict(20).state).toBe('progressing');
    expect(late.verdict(21)).toMatchObject({ class: 'create-refused' });
    const healed = script()
      .at(2, statefulSet({ total: 2, updated: 0, ready: 2 }), old(0), old(1), refused)
      .at(8, statefulSet({ updated: 1, ready: 2 }), member(2))
      .at(30, statefulSet({ total: 2, updated: 1, ready: 2 }), member(2, { ready: true }));
    for (let second = 0; second < 40; second++) expect(healed.verdict(second).state).toBe('progressing');
  });

  it('that somebody deletes in the foreground is unknown', () => {
    const object = statefulSet();
    const told = script().at(0, { ...object, metadata: { ...object.metadata, deletionTimestamp: time(3) } });
    expect(told.verdict(3)).toMatchObject({ state: 'unknown', sentence: expect.stringContaining('is being deleted') });
  });
});
