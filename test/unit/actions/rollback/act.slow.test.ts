import { describe, expect, it } from '@jest/globals';
import type { Invocation } from '../../../../actions/_shell/invocation.ts';
import { act } from '../../../../actions/rollback/act.ts';
import { rollback } from '../../../../actions/rollback/contract.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { statementText } from '../../../../domain/evidence/statement.ts';
import type { EvidenceStore } from '../../../../engine/evidence/evidence-store.ts';
import { evidence, run as runOf } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from '../../engine/evidence/memory-evidence.ts';
import { DeliveryRoom } from '../../engine/rollout/delivery-room.ts';
import { commit, image } from '../../engine/rollout/releases.ts';

/** What the tier's evidence is and how it answers, and which repository the event tells. */
interface Around {
  readonly store?: EvidenceStore;
  readonly repositoryId?: number | undefined;
}

const call = async (room: DeliveryRoom, given: Record<string, string> = {}, around: Around = {}) => {
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
      ...{ evidence: '', workflows: '', 'find-only': 'false' },
      strategy: 'rolling',
      bake: '60',
      'scale-down-delay': '30',
      timeout: '300',
      graces: '',
      'take-over': '',
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
      evidence: around.store ?? new MemoryEvidence(),
      repositoryId: 'repositoryId' in around ? around.repositoryId : 7,
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

describe('the rollback action, told where the tier says what became of its releases', () => {
  const EVIDENCE = 'registry.example/evidence-production';
  const told = { evidence: EVIDENCE, workflows: '.github/workflows/deploy.yml@refs/heads/main' };
  const workflow = { file: '.github/workflows/deploy.yml', ref: 'refs/heads/main' };
  const releaseOf = (name: string) => ({
    repository: 'registry.example/services/api',
    digest: digestOf(`release ${name}`),
  });
  type Saying = readonly [name: string, said: 'complete' | 'failed' | 'withdrawn', run: number, tier?: string];
  /** Three releases that were good, and what was said of them. */
  async function three(...sayings: readonly Saying[]) {
    const room = new DeliveryRoom();
    for (const name of ['one', 'two', 'three']) await room.rollOut(name);
    const store = new MemoryEvidence();
    for (const [name, said, id, tier = 'production'] of sayings) {
      const run = { ...runOf({ id }), attempt: 1, createdAt: `2026-03-0${id}T00:00:00Z` };
      const statement = evidence({ release: releaseOf(name), tier, said, run, workflow });
      await store.attach(`${EVIDENCE}/api`, releaseOf(name), statementText(statement));
    }
    return { room, store };
  }

  it.each(['failed', 'withdrawn'] as const)('passes over one of which it says "%s", and tells people', async (said) => {
    const { room, store } = await three(['two', 'complete', 1], ['two', said, 2]);
    const { ending, summary } = await call(room, told, { store });
    expect([ending, room.liveImage]).toEqual([{ ok: true }, image('one')]);
    expect(summary).toMatch(/^- Passed over: sha256:[0-9a-f]{12} .* run 2 has said "(failed|withdrawn)" of it\./m);
  });

  it('takes it when it was proven again since, when somebody names it, and what nobody speaks of', async () => {
    const proven = await three(['two', 'failed', 1], ['two', 'complete', 2]);
    await call(proven.room, told, proven);
    expect(proven.room.liveImage).toBe(image('two'));
    const named = await three(['two', 'failed', 1]);
    await call(named.room, { ...told, to: digestOf('release two') }, named);
    expect(named.room.liveImage).toBe(image('two'));
    const silent = await three();
    expect((await call(silent.room, told, silent)).summary).not.toContain('Passed over');
    expect(silent.room.liveImage).toBe(image('two'));
  });

  it('believes no statement of another tier, repository or workflow', async () => {
    const other = await three(['two', 'failed', 1, 'staging']);
    await call(other.room, told, other);
    expect(other.room.liveImage).toBe(image('two'));
    for (const [given, repositoryId] of [
      [told, 8],
      [{ ...told, workflows: '.github/workflows/deploy.yml@refs/heads/develop' }, 7],
    ] as const) {
      const { room, store } = await three(['two', 'failed', 1]);
      await call(room, given, { store, repositoryId });
      expect(room.liveImage).toBe(image('two'));
    }
  });

  it('is refused where all of them were taken back, and says that one can be named', async () => {
    const { room, store } = await three(['two', 'failed', 1], ['one', 'failed', 1]);
    const { ending } = await call(room, told, { store });
    expect(ending).toMatchObject({
      title: 'Refused (no-earlier-release)',
      sentence: expect.stringMatching(/one of them has to be named; it can return to sha256:/),
    });
    expect(room.liveImage).toBe(image('three'));
  });

  it('only finds the same, where it is asked to', async () => {
    const { room, store } = await three(['two', 'failed', 1]);
    const { outputs, summary } = await call(room, { ...told, 'find-only': 'true' }, { store });
    expect(outputs).toMatchObject({ target: digestOf('release one') });
    expect(summary).toContain('Passed over');
  });

  const never = () => new Promise<never>(() => {});
  it.each([
    ['hangs', { candidates: never }],
    ['hangs with one statement', { fetch: never }],
    ['cannot be reached', { candidates: () => Promise.reject(new Error('connection refused')) }],
  ])('goes back without, and says so, while the evidence %s', async (_, broken) => {
    const { room, store } = await three(['two', 'failed', 1]);
    const begun = room.clock.now();
    const { ending, summary } = await call(room, told, { store: Object.assign(store, broken) });
    expect([ending, room.liveImage]).toEqual([{ ok: true }, image('two')]);
    expect(summary).toMatch(/^- Whether checks failed after a rollout is not known.*(did not answer in 5 s|refused)/m);
    const found = await call(room, { ...told, 'find-only': 'true' }, { store: Object.assign(store, broken) });
    expect(found.ending).toEqual({ ok: true });
    expect(room.clock.now() - begun).toBeLessThan(60_000);
  });

  it('goes back without where the event does not tell the repository', async () => {
    const { room, store } = await three(['two', 'failed', 1]);
    const { summary } = await call(room, told, { store, repositoryId: undefined });
    expect(room.liveImage).toBe(image('two'));
    expect(summary).toContain('does not tell the number of the repository');
  });

  it('wants both, or none', async () => {
    const room = new DeliveryRoom();
    await expect(call(room, { ...told, workflows: '' })).rejects.toThrow(/evidence/);
    await expect(call(room, { ...told, evidence: '' })).rejects.toThrow(/evidence/);
  });
});
