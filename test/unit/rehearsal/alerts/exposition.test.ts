import { describe, expect, it } from '@jest/globals';
import { readExposition } from '../../../../rehearsal/alerts/exposition.ts';

describe('what a process tells of itself', () => {
  it.each([
    ['x 1', { name: 'x', labels: {}, value: 1 }],
    ['x{} 1.5e+08', { name: 'x', labels: {}, value: 150_000_000 }],
    ['x{a="1",b="/agents/{id}",} 2 1700000000', { name: 'x', labels: { a: '1', b: '/agents/{id}' }, value: 2 }],
    ['x{a="say \\"no\\"\\n\\\\"} 3', { name: 'x', labels: { a: 'say "no"\n\\' }, value: 3 }],
    ['x +Inf', { name: 'x', labels: {}, value: Number.POSITIVE_INFINITY }],
    ['x -Inf', { name: 'x', labels: {}, value: Number.NEGATIVE_INFINITY }],
    ['x NaN', { name: 'x', labels: {}, value: Number.NaN }],
  ])('is read as it stands: %s', (line, sample) => {
    expect(readExposition(`# HELP x Some.\n# TYPE x counter\n\n${line}\n`)).toEqual([sample]);
  });

  it.each(['x', 'x one', '<html>', '1x 2'])('is refused as a whole for a line that is none: %s', (line) => {
    expect(() => readExposition(`y 1\n${line}\n`)).toThrow(`"${line}" is no line of metrics`);
  });
});
