import { describe, expect, it } from '@jest/globals';
import { askedDelay, PATIENCE, retryDelay } from '../../../../adapters/kubernetes/retry.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const tried = { tries: 1, elapsed: 0, now: NOW, random: 0.5 };
const answer = (status: number, retryAfter?: string) => ({ kind: 'answer', status, retryAfter }) as const;

describe('trying again', () => {
  it.each([
    ['3', 3_000],
    ['0', 0],
    ['Mon, 23 Nov 2026 12:00:07 GMT', 7_000],
    ['Mon, 23 Nov 2026 11:59:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Retry-After %j asks for %j ms', (text, expected) => {
    expect(askedDelay(text, NOW)).toBe(expected);
  });

  it('waits as asked, never longer than half a minute and never not at all', () => {
    expect(retryDelay(answer(429, '3'), tried)).toBe(3_000);
    expect(retryDelay(answer(503, '3600'), tried)).toBe(30_000);
    expect(retryDelay(answer(429, '0'), tried)).toBe(100);
  });

  it('ends after a minute, and never begins for an answer that would stay the same', () => {
    expect(retryDelay({ kind: 'broken' }, { ...tried, elapsed: PATIENCE - 1 })).toBeDefined();
    expect(retryDelay({ kind: 'broken' }, { ...tried, elapsed: PATIENCE })).toBeUndefined();
    for (const status of [400, 403, 404, 409, 410, 422]) expect(retryDelay(answer(status), tried)).toBeUndefined();
  });
});
