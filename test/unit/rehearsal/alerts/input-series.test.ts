import { describe, expect, it } from '@jest/globals';
import { inputSeries } from '../../../../rehearsal/alerts/input-series.ts';

const x = (value: number, labels = {}) => ({ name: 'x', labels, value });

describe('numbers as promtool is told them', () => {
  it('have a value for each round, and are absent in one that has none', () => {
    expect(inputSeries([[x(0)], [], [x(2), x(5, { pod: 'a' })]])).toEqual([
      { series: 'x{}', values: '0 _ 2' },
      { series: 'x{pod="a"}', values: '_ _ 5' },
    ]);
  });

  it('are written as PromQL reads them', () => {
    const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1.5];
    expect(inputSeries(values.map((value) => [x(value, { route: '/a "b"\\' })]))).toEqual([
      { series: 'x{route="/a \\"b\\"\\\\"}', values: 'Inf -Inf NaN 1.5' },
    ]);
  });
});
