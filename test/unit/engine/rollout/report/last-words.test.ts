import { describe, expect, it } from '@jest/globals';
import { withLastWords } from '../../../../../engine/rollout/report/last-words.ts';

const excerpt = (run: 'current' | 'previous', ...lines: string[]) => ({ pod: 'p', container: 'c', run, lines });

describe('the last words of a container', () => {
  it('are those of the run that crashed, not of the one that is starting', () => {
    const logs = [excerpt('current', 'starting'), excerpt('previous', 'starting', 'DATABASE_URL is not set', '')];
    expect(withLastWords('Crashes.', 'crash-loop', { logs })).toBe('Crashes. It said: "DATABASE_URL is not set"');
  });

  it('are left out where a container says nothing about the cause, or nothing at all', () => {
    expect(withLastWords('No image.', 'image-not-found', { logs: [excerpt('current', 'x')] })).toBe('No image.');
    expect(withLastWords('Crashes.', 'crash-loop', { logs: [] })).toBe('Crashes.');
  });
});
