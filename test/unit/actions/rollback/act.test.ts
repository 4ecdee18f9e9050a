import { describe, expect, it } from '@jest/globals';
import type { Invocation } from '../../../../actions/_shell/invocation.ts';
import { act } from '../../../../actions/rollback/act.ts';
import { rollback } from '../../../../actions/rollback/contract.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { commit, image } from '../../engine/rollout/releases.ts';

const call = async (room: DeliveryRoom, given: Record<string, string> = {}) => {
  const outputs: Record<string, string> = {};
  let summary = '';
  const silent = () => {};
  const invocation: Invocation<typeof rollback> = {
    inputs: {
      service: 'api',
      tier: 'production',
      cluster: '',
      repository: 'registry.example/services/api',
      namespace: 'production',
      to: '',
      'find-only': 'false',
      strategy: 'rolling',
      bake: '60',
      'scale-down-delay': '30',
      timeout: '300',
      graces: '',
      'stable-for': '10',
      token: 't',
      ...given,
    },
    github: {
      repository: { owner: 'o', name: 'r' },
      commit: commit('f'),
      ref: 'refs/heads/main',
      eventName: 'workflow_dispatch',
      event: {},
      runId: 1,
      runAttempt: 1,
      job: 'rollback',
      actor: 'octocat',
      apiUrl: '',
      serverUrl: '',
      workspace: '/',
      temporary: '/',
    },
    log: { info: silent, debug: silent, group: silent, warning: silent, error: silent },
    signal: room.abort.signal,
    output: (name, value) => {
      outputs[name] = value;
    },
    summary: (text) => {
      summary += text;
    },
    save: silent,
    saved: () => '',
  };
  const ending = await room.until(
    act(invocation, {
      records: room.records,
      clock: room.clock,
      commit: commit('f'),
      cluster: () => room.cluster,
      currentRun: { read: async () => room.request('any').run },
    }),
  );
  return { ending, outputs, summary };
};

describe('the rollback action', () => {
  it('returns to the last good release and tells which commit runs', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { commit: commit('1') });
    await room.rollOut('two', { commit: commit('2') });
    const { ending, outputs, summary } = await call(room);
    expect(ending).toEqual({ ok: true });
    expect(outputs).toMatchObject({ outcome: 'complete', release: digestOf('release one'), commit: commit('1') });
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(rollback.outputs).sort());
    expect(summary).toMatch(/^## Rollback of api in production\n\n\*\*complete\*\*/);
    expect(room.liveImage).toBe(image('one'));
    expect(summary).toMatch(/^\| sha256:[0-9a-f]{12} \| withdrawn \| .* \| 222222222222 \| registry/m);
  });

  it('lists what a dispatch may name, and takes it by that name', async () => {
    const room = new DeliveryRoom();
    for (const name of ['one', 'two', 'three']) await room.rollOut(name, { commit: commit(String(name.length)) });
    const refused = await call(room, { to: '4711' });
    expect(refused.ending).toMatchObject({ ok: false, title: 'Refused (not-in-history)' });
    expect(refused.outputs).toMatchObject({ outcome: 'refused', reason: 'not-in-history' });
    const rows = [
      ...refused.summary.matchAll(/^\| (sha256:[0-9a-f]{12}) \| good \| 2026\S+ \| [0-9a-f]{12} \| registry/gm),
    ];
    expect(rows.map(([, key]) => key)).toEqual(
      ['two', 'one'].map((name) => digestOf(`release ${name}`).slice(0, 'sha256:'.length + 12)),
    );
    expect((await call(room, { to: rows[1]?.[1] ?? '' })).ending).toEqual({ ok: true });
    expect(room.liveImage).toBe(image('one'));
  });

  it('is red when there is nothing to return to, or what is named was never good', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    const first = await call(room);
    expect(first.ending).toMatchObject({ ok: false, sentence: expect.stringContaining('nothing to return to') });
    expect(first.summary).toContain('There is nothing else in the history of this tier to return to');
    await room.rollOut('two');
    expect((await call(room, { to: digestOf('release two') })).ending).toMatchObject({
      ok: false,
      title: 'Refused (target-not-good)',
      sentence: expect.stringContaining('not good (failed)'),
    });
  });

  it('only finds what would be returned to, where it is asked to', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { commit: commit('1') });
    await room.rollOut('two');
    const [writes, records] = [room.cluster.writes.length, room.records.payloads.length];
    const { ending, outputs, summary } = await call(room, { 'find-only': 'true', cluster: 'europe-west1/prod' });
    expect(ending).toEqual({ ok: true });
    expect(outputs).toMatchObject({ outcome: 'skipped', target: digestOf('release one'), commit: commit('1') });
    expect(summary).toContain(`api goes back to ${digestOf('release one')}`);
    expect((await call(room, { 'find-only': 'true', to: '4711' })).ending).toMatchObject({
      ok: false,
      title: 'Refused (not-in-history)',
    });
    expect([room.cluster.writes.length, room.records.payloads.length]).toEqual([writes, records]);
  });

  it('refuses inputs by name', async () => {
    await expect(call(new DeliveryRoom(), { timeout: 'soon' })).rejects.toThrow(/timeout = "soon"/);
  });
});
