import { describe, expect, it } from '@jest/globals';
import { withLastWords } from '../../../../../engine/rollout/report/last-words.ts';

const excerpt = (run: 'current' | 'previous', ...lines: string[]) => ({ pod: 'p', container: 'c', run, lines });
const CRASH = { class: 'crash-loop', sentence: 'Crashes.', remedy: 'Read the log.' } as const;

describe('the last words of a container', () => {
  it('are those of the run that crashed, not of the one that is starting', () => {
    const logs = [excerpt('current', 'starting'), excerpt('previous', 'starting', 'DATABASE_URL is not set', '')];
    const sentence = 'Crashes. It said: "DATABASE_URL is not set"';
    expect(withLastWords(CRASH, { logs })).toEqual({ ...CRASH, sentence });
  });

  it('keep both ends of a long line, and most of its last one', () => {
    const line = `2026-11-23 ERROR ${'x'.repeat(500)} DATABASE_URL is not set`;
    const { sentence } = withLastWords(CRASH, { logs: [excerpt('previous', line)] });
    expect(sentence).toMatch(/^Crashes\. It said: "2026-11-23 ERROR x+ … x+ DATABASE_URL is not set"$/);
    expect(sentence).toHaveLength('Crashes. It said: ""'.length + 160);
    const fits = 'y'.repeat(160);
    expect(withLastWords(CRASH, { logs: [excerpt('previous', fits)] }).sentence).toContain(`"${fits}"`);
  });

  it('are left out where a container says nothing about the cause, or nothing at all', () => {
    const absent = { class: 'image-not-found', sentence: 'No image.', remedy: 'Push it.' } as const;
    expect(withLastWords(absent, { logs: [excerpt('current', 'exec format error')] })).toBe(absent);
    expect(withLastWords(CRASH, { logs: [] })).toBe(CRASH);
  });

  it('give the remedy where they are known', () => {
    const told = withLastWords(CRASH, { logs: [excerpt('previous', 'exec /app/server: exec format error')] });
    expect(told.remedy).toMatch(/platform of its node/);
  });
});
