import { describe, expect, it } from '@jest/globals';
import { afterWord, nextLook } from '../../../../adapters/kubernetes/pulse.ts';

const heard = { at: 100_000, event: 100_000, asked: undefined, took: 0 };

describe('whether a server still answers', () => {
  it('is asked after ten quiet seconds, and not before', () => {
    expect(nextLook(heard, 109_999)).toEqual({ kind: 'wait', until: 110_000 });
    expect(nextLook(heard, 110_000)).toEqual({ kind: 'ask' });
  });

  it('is asked less often when nothing has happened for twenty seconds: others have asked meanwhile', () => {
    expect(nextLook({ ...heard, at: 119_999 }, 129_999)).toEqual({ kind: 'ask' });
    expect(nextLook({ ...heard, at: 120_000 }, 130_000)).toEqual({ kind: 'wait', until: 141_000 });
    expect(nextLook({ ...heard, at: 120_000 }, 141_000)).toEqual({ kind: 'ask' });
  });

  it('is no longer believed five seconds after the question, and then since its last word', () => {
    const asked = { ...heard, asked: 110_000 };
    expect(nextLook(asked, 114_999)).toEqual({ kind: 'wait', until: 115_000 });
    expect(nextLook(asked, 115_000)).toEqual({ kind: 'blind', since: 100_000 });
  });

  it('is believed by any word, and a slow server has more time for the next one, a quarter of a minute at most', () => {
    const slow = afterWord({ ...heard, asked: 110_000 }, 114_000);
    expect(slow).toEqual({ at: 114_000, event: 100_000, asked: undefined, took: 4_000 });
    expect(nextLook({ ...slow, asked: 124_000 }, 132_999)).toEqual({ kind: 'wait', until: 133_000 });
    expect(nextLook({ ...slow, asked: 124_000 }, 133_000).kind).toBe('blind');
    expect(nextLook({ ...slow, took: 60_000, asked: 124_000 }, 139_000).kind).toBe('blind');
    expect(afterWord(slow, 120_000).took).toBe(4_000);
  });
});
