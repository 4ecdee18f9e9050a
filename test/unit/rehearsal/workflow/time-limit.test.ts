import { describe, expect, it } from '@jest/globals';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { timeLimit } from '../../../../rehearsal/workflow/time-limit.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A job that has started, and what became of it. */
function started(minutes: number, cancelMinutes: number) {
  const clock = createVirtualClock();
  const [outside, abandoned] = [new AbortController(), new AbortController()];
  const sentences: string[] = [];
  const limit = timeLimit({
    clock,
    minutes,
    cancelMinutes,
    signal: outside.signal,
    abandon: abandoned.signal,
    onLate: (sentence) => sentences.push(sentence),
  });
  return { clock, outside, limit, sentences, state: () => [limit.cancel.aborted, limit.abandon.aborted] };
}

describe('the time of a job', () => {
  it.each([
    [7, 7],
    [360, 360],
    [361, 360],
    [0, 360],
    [-1, 360],
  ])('is over after its minutes: %d means %d', (asked, minutes) => {
    const { clock, sentences, state } = started(asked, 5);
    clock.advance(minutes * MINUTE - 1);
    expect([state(), sentences]).toEqual([[false, false], []]);
    clock.advance(1);
    expect(state()).toEqual([true, false]);
    expect(sentences).toEqual([
      `The job running on runner GitHub Actions 1 has exceeded the maximum execution time of ${minutes} minutes.`,
    ]);
  });

  it.each([
    [5, 285],
    [2, 105],
    [1, 45],
    [0, 45],
  ])('after a cancellation is what it asks for, a minute at least, less the runner’s 15 s: %d', (asked, seconds) => {
    const { clock, outside, sentences, state } = started(0, asked);
    clock.advance(MINUTE);
    outside.abort();
    clock.advance(seconds * SECOND - 1);
    expect(state()).toEqual([true, false]);
    clock.advance(1);
    expect(state()).toEqual([true, true]);
    clock.advance(400 * MINUTE);
    expect(sentences).toEqual([]);
  });

  it('that ended is not watched any more', () => {
    const { clock, limit, outside, state, sentences } = started(1, 1);
    limit.release();
    clock.advance(MINUTE);
    outside.abort();
    clock.advance(10 * MINUTE);
    expect([state(), sentences]).toEqual([[true, false], []]);
  });
});
