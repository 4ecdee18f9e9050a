import { describe, expect, it } from '@jest/globals';
import { drainProblem, terminationGrace } from '../../../domain/drain.ts';

describe('the time that a process has to end', () => {
  it.each([
    [0, 20],
    [3, 23],
    [25, 45],
    [580, 600],
  ])('of %i s leaves its pod %i s', (drain, grace) => {
    expect([drainProblem(drain), terminationGrace(drain)]).toEqual([undefined, grace]);
  });

  it.each([
    [581, 'drain 581 s + preStop 15 s + reserve 5 s = 601 s > 600 s'],
    [599, 'drain 599 s + preStop 15 s + reserve 5 s = 619 s > 600 s'],
    [900, 'drain 900 s + preStop 15 s + reserve 5 s = 920 s > 600 s'],
    [-1, 'whole seconds'],
    [1.5, 'whole seconds'],
    [Number.NaN, 'whole seconds'],
  ])('of %i s cannot be had, in one sentence', (drain, said) => {
    expect(drainProblem(drain)).toContain(said);
  });
});
