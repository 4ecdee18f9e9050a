import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import type { RunFacts } from '../../../../domain/evidence/judge-evidence.ts';
import { type Evidence, statementText } from '../../../../domain/evidence/statement.ts';
import { findEvidence } from '../../../../engine/evidence/find-evidence.ts';
import { recordEvidence } from '../../../../engine/evidence/record-evidence.ts';
import { evidence, RELEASE, run, wanted } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from './memory-evidence.ts';

const REPOSITORY = 'r.example/p/evidence-staging/api';

/** A store with statements, and the runs that GitHub knows. */
async function kept(statements: readonly Evidence[], runs: readonly RunFacts[] = [run()]) {
  const store = new MemoryEvidence();
  for (const each of statements) await store.attach(REPOSITORY, RELEASE, statementText(each));
  const asked: number[] = [];
  const find = async (id: number) => {
    asked.push(id);
    return runs.find((each) => each.id === id);
  };
  return { store, asked, runs: { find } };
}
const codeOf = async (ports: Awaited<ReturnType<typeof kept>>) => {
  const found = await findEvidence(wanted(), REPOSITORY, ports);
  return found.proven ? 'proven' : found.refusal.code;
};
const later = (said: Evidence['said']) =>
  evidence({ said, run: { id: 41, attempt: 1, createdAt: '2026-03-02T00:00:00Z' } });
const laterRun = run({ id: 41, createdAt: '2026-03-02T00:00:00Z' });

describe('evidence of a release', () => {
  it('is found where the tier has completed it', async () => {
    expect(await findEvidence(wanted(), REPOSITORY, await kept([evidence()]))).toEqual({
      proven: true,
      evidence: evidence(),
      sentence: expect.stringMatching(
        /^Release [0-9a-f]{12} of api is proven\. Run 40 said "complete" of it in staging\.$/,
      ),
      refused: [],
    });
  });

  it('is missing where nothing is attached, and where all of it is refused', async () => {
    expect(await codeOf(await kept([]))).toBe('evidence-missing');
    const ports = await kept([evidence({ tier: 'dev' }), evidence({ service: 'web' })]);
    expect(await findEvidence(wanted(), REPOSITORY, ports)).toMatchObject({
      proven: false,
      refusal: { code: 'evidence-missing', sentence: expect.stringContaining('no evidence of staging') },
      refused: [{ code: 'other-tier' }, { code: 'other-service' }],
    });
  });

  it('is missing where GitHub does not know the run', async () => {
    expect(await codeOf(await kept([evidence()], []))).toBe('evidence-missing');
  });

  it('is taken back by a later run, and given again by one after that', async () => {
    expect(await codeOf(await kept([evidence(), later('failed')], [run(), laterRun]))).toBe('said-failed');
    expect(await codeOf(await kept([evidence(), later('withdrawn')], [run(), laterRun]))).toBe('said-withdrawn');
    const good = [evidence({ said: 'failed' }), later('complete')];
    expect(await codeOf(await kept(good, [run(), laterRun]))).toBe('proven');
  });

  it('is passed over where it is no statement of ours, and told', async () => {
    const ports = await kept([evidence()]);
    await ports.store.attach(REPOSITORY, RELEASE, '{"said":"complete"}');
    expect(await findEvidence(wanted(), REPOSITORY, ports)).toMatchObject({
      proven: true,
      refused: [{ code: 'field-foreign' }],
    });
  });

  it('asks GitHub once for each run', async () => {
    const ports = await kept([evidence(), evidence({ run: { ...evidence().run, attempt: 2 } })], [run({ attempt: 2 })]);
    expect(await codeOf(ports)).toBe('proven');
    expect(ports.asked).toEqual([40]);
  });

  it('is looked for in all of many statements, and in no more than a thousand', async () => {
    const times = (count: number) =>
      Array.from({ length: count }, (_, at) => evidence({ run: { ...evidence().run, attempt: at + 1 } }));
    const latest = await kept(
      [...times(19), evidence({ said: 'failed', run: { ...evidence().run, attempt: 20 } })],
      [run({ attempt: 20 })],
    );
    expect(await codeOf(latest)).toBe('said-failed');
    expect(await codeOf(await kept(times(1000), [run({ attempt: 1000 })]))).toBe('proven');
    await expect(codeOf(await kept(times(1001), [run({ attempt: 1001 })]))).rejects.toThrow(/1001 statements/);
  });

  it('is not known where GitHub cannot tell', async () => {
    const { store } = await kept([evidence()]);
    const runs = { find: () => Promise.reject(new Error('GitHub has trouble.')) };
    await expect(findEvidence(wanted(), REPOSITORY, { store, runs })).rejects.toThrow('GitHub has trouble.');
  });
});

describe('a run that says something of a release', () => {
  const saying = { release: RELEASE, service: 'api', tier: 'staging', said: 'complete', approvedBy: [] } as const;

  it('is bound to what GitHub has of it', async () => {
    const ports = await kept([], [run({ attempt: 3 })]);
    await recordEvidence(saying, { id: 40, attempt: 2 }, REPOSITORY, ports);
    const found = await findEvidence(wanted(), REPOSITORY, ports);
    expect(found).toMatchObject({ proven: true, evidence: evidence({ run: { ...evidence().run, attempt: 2 } }) });
  });

  it('says nothing where GitHub does not know it', async () => {
    const ports = await kept([], []);
    await expect(recordEvidence(saying, { id: 40, attempt: 1 }, REPOSITORY, ports)).rejects.toThrow(
      /does not know run 40/,
    );
    expect(ports.store.all.size).toBe(0);
  });

  it('lays a yes out to be signed where nothing else counts, and says a no itself', async () => {
    const place = 'signed:70/r.example/p/evidence-staging/api';
    const laid: unknown[] = [];
    const signing = { layOut: async (...given: unknown[]) => void laid.push(given) };
    const ports = { ...(await kept([])), signing };
    const digest = await recordEvidence(saying, { id: 40, attempt: 1 }, place, ports);
    expect(laid).toEqual([['api', statementText(evidence())]]);
    expect([digest, ports.store.all.size]).toEqual([digestOf(statementText(evidence())), 0]);
    await recordEvidence({ ...saying, said: 'failed' }, { id: 40, attempt: 1 }, place, ports);
    expect([laid.length, ports.store.all.size]).toEqual([1, 1]);
    await expect(recordEvidence(saying, { id: 40, attempt: 1 }, place, await kept([]))).rejects.toThrow(/nobody signs/);
  });

  it('says it of one release alone', async () => {
    const ports = await kept([]);
    await recordEvidence(saying, { id: 40, attempt: 1 }, REPOSITORY, ports);
    const other = wanted({ release: { ...RELEASE, digest: digestOf('other') } });
    expect((await findEvidence(other, REPOSITORY, ports)).proven).toBe(false);
  });
});
