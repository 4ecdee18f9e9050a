import { describe, expect, it } from '@jest/globals';
import { withLastWords } from '../../../../../engine/rollout/report/last-words.ts';

const excerpt = (run: 'current' | 'previous', ...lines: string[]) => ({ pod: 'p', container: 'c', run, lines });

describe('the last words of a container', () => {
  it('are those of the run that crashed, not of the one that is starting', () => {
    const logs = [excerpt('current', 'starting'), excerpt('previous', 'starting', 'DATABASE_URL is not set', '')];
    expect(withLastWords('Crashes.', 'crash-loop', { logs })).toBe('Crashes. It said: "DATABASE_URL is not set"');
  });

  it('keep both ends of a long line, and most of its last one', () => {
    const line = `2026-11-23 ERROR ${'x'.repeat(500)} DATABASE_URL is not set`;
    const said = withLastWords('Crashes.', 'crash-loop', { logs: [excerpt('previous', line)] });
    expect(said).toMatch(/^Crashes\. It said: "2026-11-23 ERROR x+ … x+ DATABASE_URL is not set"$/);
    expect(said).toHaveLength('Crashes. It said: ""'.length + 160);
    const fits = 'y'.repeat(160);
    expect(withLastWords('', 'crash-loop', { logs: [excerpt('previous', fits)] })).toContain(`"${fits}"`);
  });

  it('are left out where a container says nothing about the cause, or nothing at all', () => {
    expect(withLastWords('No image.', 'image-not-found', { logs: [excerpt('current', 'x')] })).toBe('No image.');
    expect(withLastWords('Crashes.', 'crash-loop', { logs: [] })).toBe('Crashes.');
  });
});
