import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../../../../domain/verdict/kubernetes.ts';
import { CERTIFICATE, certificate, condition, STALLED } from '../recorded/other-kinds.ts';
import { Script } from '../recorded/script.ts';

interface Row {
  readonly name: string;
  readonly conditions: readonly Condition[] | undefined;
  readonly seen?: { readonly generation?: number; readonly observedGeneration?: number; readonly deleting?: boolean };
  /** After a minute. */
  readonly state: 'complete' | 'progressing' | 'failed' | 'unknown';
  readonly says: string;
}

/** The rules of kstatus, each with the object that shows it. */
const ROWS: readonly Row[] = [
  {
    name: 'without a status is complete: nothing speaks against it',
    conditions: undefined,
    state: 'complete',
    says: 'no condition that speaks against it',
  },
  {
    name: 'with Ready=True is complete',
    conditions: [condition('Ready', 'True')],
    seen: { observedGeneration: 4 },
    state: 'complete',
    says: 'is ready',
  },
  {
    name: 'with Ready=False waits, however long: it may always become true',
    conditions: [condition('Ready', 'False', { reason: 'Failed', message: 'terminal error' })],
    state: 'progressing',
    says: 'is not ready (Failed: terminal error)',
  },
  {
    name: 'with Ready=Unknown waits',
    conditions: [condition('Ready', 'Unknown')],
    state: 'progressing',
    says: 'is not ready',
  },
  {
    name: 'that is reconciling waits, although it is ready',
    conditions: [condition('Ready', 'True'), condition('Reconciling', 'True')],
    state: 'progressing',
    says: 'is reconciling',
  },
  {
    name: 'that is stalled failed',
    conditions: [condition('Ready', 'False'), STALLED],
    state: 'failed',
    says: 'IssuerNotFound',
  },
  {
    name: 'with Stalled=False is judged by the rest',
    conditions: [condition('Stalled', 'False'), condition('Ready', 'True')],
    state: 'complete',
    says: 'is ready',
  },
  {
    name: 'whose controller has not seen our generation waits, whatever its conditions say',
    conditions: [STALLED],
    seen: { observedGeneration: 3 },
    state: 'progressing',
    says: 'has generation 4, and its controller has seen 3',
  },
  {
    name: 'with a condition of the generation before waits',
    conditions: [{ ...STALLED, observedGeneration: 3 }, condition('Ready', 'True', { observedGeneration: 3 })],
    state: 'progressing',
    says: 'earlier generation',
  },
  {
    name: 'that is being deleted is unknown',
    conditions: [condition('Ready', 'True')],
    seen: { deleting: true },
    state: 'unknown',
    says: 'is being deleted',
  },
];

describe('a custom resource', () => {
  it.each(ROWS)('$name', ({ conditions, seen, state, says }) => {
    const verdict = new Script(CERTIFICATE).at(0, certificate(conditions, seen)).verdict(60);
    expect(verdict).toMatchObject({ state, sentence: expect.stringContaining(says) });
    expect(verdict.sentence).toContain('Certificate "api"');
  });

  it('must look complete for the stable time: a controller that has not looked yet shows nothing, too', () => {
    const told = new Script(CERTIFICATE)
      .at(0, certificate(undefined))
      .at(4, certificate([condition('Ready', 'False')], { observedGeneration: 4 }))
      .at(20, certificate([condition('Ready', 'True')], { observedGeneration: 4 }));
    expect(told.verdict(3)).toMatchObject({ state: 'progressing', wakeAt: 10_000 });
    expect(told.verdict(19).state).toBe('progressing');
    expect(told.verdict(29)).toMatchObject({ state: 'progressing', wakeAt: 30_000 });
    expect(told.verdict(30).state).toBe('complete');
  });

  it('that our write did not change needs no stable time', () => {
    const told = new Script(CERTIFICATE, { unchanged: true }).at(0, certificate([condition('Ready', 'True')]));
    expect(told.verdict(0).state).toBe('complete');
  });

  it('that is stalled for a moment only has not failed', () => {
    const told = new Script(CERTIFICATE).at(0, certificate([STALLED])).at(9, certificate([condition('Ready', 'True')]));
    expect(told.verdict(8).state).toBe('progressing');
    expect(told.verdict(19).state).toBe('complete');
  });
});
