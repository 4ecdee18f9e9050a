import { describe, expect, it } from '@jest/globals';
import { crashing, event, type PodLife, pod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DAEMON_SET, daemonSet } from '../recorded/workloads.ts';

const script = () => new Script(DAEMON_SET);
const daemon = (name: string, life: PodLife = {}) => pod({ owner: 'DaemonSet', name: `api-${name}`, ...life });
const old = (name: string) => daemon(name, { template: 'old', ready: true });

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

  it('that no node matches is complete and says that it runs nowhere', () => {
    const told = script().at(0, daemonSet({ replicas: 0 }));
    expect(told.verdict(10)).toMatchObject({ state: 'complete', sentence: expect.stringContaining('no node matches') });
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
    expect(told.verdict(10)).toMatchObject({
      class: 'create-refused',
      sentence: expect.stringContaining('PodSecurity'),
    });
  });
});
