import { describe, expect, it } from '@jest/globals';
import type { Invocation } from '../../../../actions/_shell/invocation.ts';
import { act } from '../../../../actions/rollback/act.ts';
import { rollback } from '../../../../actions/rollback/contract.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { commit, image, manifests } from '../../engine/rollout/releases.ts';

const call = async (room: DeliveryRoom, given: Record<string, string> = {}) => {
  const outputs: Record<string, string> = {};
  let summary = '';
  const silent = () => {};
  const invocation: Invocation<typeof rollback> = {
    inputs: {
      service: 'api',
      tier: 'production',
      cluster: '',
      namespace: 'production',
      to: '',
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
      manifestsOf: async () => manifests('one'),
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
  });

  it('is red when there is nothing to return to, or what is named was never good', async () => {
    const room = new DeliveryRoom({ two: 'crash' });
    await room.rollOut('one');
    expect((await call(room)).ending).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('nothing to return to'),
    });
    await room.rollOut('two');
    expect((await call(room, { to: digestOf('release two') })).ending).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('never complete'),
    });
  });

  it('refuses inputs by name', async () => {
    await expect(call(new DeliveryRoom(), { timeout: 'soon' })).rejects.toThrow(/timeout = "soon"/);
  });
});
