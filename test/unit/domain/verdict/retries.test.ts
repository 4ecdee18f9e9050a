import { describe, expect, it } from '@jest/globals';
import { GRACE_NAMES } from '../../../../domain/verdict/grace-table.ts';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { lastTryWithin, RETRIES, SEEN_WITHIN } from '../../../../domain/verdict/retries.ts';

/** Graces of what nothing tries again. */
const FINAL = ['invalidImage', 'stalled'];
const TRIED = GRACE_NAMES.filter((name) => !FINAL.includes(name)).map((name) => ({
  name,
  grace: GRACES[name],
  retry: RETRIES[name],
}));

describe.each(TRIED)('the grace $name of $grace s', ({ name, grace, retry }) => {
  const last = lastTryWithin(retry, grace) ?? Number.NaN;

  it('outlasts a try that heals', () => {
    expect(last).toBeGreaterThanOrEqual(0);
    expect(last + SEEN_WITHIN).toBeLessThanOrEqual(grace);
  });

  it('sees the next try after what heals within a third of it', () => {
    const next = retry.tries.find((at) => at >= last / 3) ?? Number.POSITIVE_INFINITY;
    expect(next + SEEN_WITHIN).toBeLessThanOrEqual(grace);
    // Of pauses that double, the last try within is never further away than that.
    if (name !== 'imageGone') expect(last).toBeGreaterThanOrEqual(0.45 * grace);
  });

  it('does not end just before a try that is the only one for long', () => {
    const index = retry.tries.findIndex((at) => at > last);
    const [before = 0, next = Number.POSITIVE_INFINITY] = [retry.tries[index - 2], retry.tries[index]];
    const grows = next - last > last - before;
    expect(next - grace).toBeGreaterThanOrEqual(grows ? SEEN_WITHIN : 0);
  });
});

describe('what nothing tries again', () => {
  it('has no tries', () => {
    expect(GRACE_NAMES.filter((name) => RETRIES[name].tries.length === 0)).toEqual(FINAL);
  });
});

describe('schedules of Kubernetes', () => {
  it.each([
    ['createRefused', [5.115, 10.235, 20.475]],
    ['createRefusedJob', [7, 15, 31]],
    ['mountFailed', [31.5, 63.5, 127.5]],
    ['attachFailed', [249.5, 371.5, 493.5]],
    ['imageTransient', [35, 75, 155]],
  ] as const)('of %s are as its controllers keep them', (name, wanted) => {
    const { tries } = RETRIES[name];
    const from = tries.findIndex((at) => at >= wanted[0] - 0.001);
    expect(tries.slice(from, from + 3)).toEqual(wanted.map((at) => expect.closeTo(at, 3)));
  });
});
