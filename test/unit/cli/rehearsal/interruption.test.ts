import { describe, expect, it } from '@jest/globals';
import { exitCodeOf, nextStep, SIGNALS } from '../../../../cli/rehearsal/interruption.ts';

const orphaned = { kind: 'orphaned' } as const;
const by = (signal: NodeJS.Signals) => ({ kind: 'signal', signal }) as const;

describe('an interruption', () => {
  it.each(SIGNALS)('%s cancels when it is the first, for as long as that takes', (signal) => {
    expect(nextStep(by(signal), undefined)).toEqual({ kind: 'cancel', within: undefined });
  });

  it('cancels for a few seconds when the starter has died', () => {
    expect(nextStep(orphaned, undefined)).toEqual({ kind: 'cancel', within: 6000 });
  });

  it.each([
    ['is the same one up to 300 ms later, since npm passes it on once more', 300, 'nothing'],
    ['kills when it comes again after that', 301, 'kill'],
    ['kills when it comes again much later', 60_000, 'kill'],
  ])('%s', (_, first, kind) => {
    for (const signal of SIGNALS) expect(nextStep(by(signal), first)).toEqual({ kind });
  });

  it('goes on when the starter dies while everything is being cancelled', () => {
    expect(nextStep(orphaned, 1000)).toEqual({ kind: 'nothing' });
  });

  it('exits as a shell tells it', () => {
    expect([by('SIGINT'), by('SIGTERM'), by('SIGHUP'), orphaned].map(exitCodeOf)).toEqual([130, 143, 129, 129]);
  });
});
