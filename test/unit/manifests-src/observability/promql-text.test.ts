import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../domain/seconds.ts';
import {
  aggregate,
  binary,
  both,
  call,
  number,
  over,
  type Series,
} from '../../../../manifests-src/observability/promql/expression.ts';
import { duration, literal, promql } from '../../../../manifests-src/observability/promql/text.ts';

const series: Series = { kind: 'series', metric: 'm', labels: [{ label: 'a', operator: '!~', value: 'x\\.y"z' }] };

describe('PromQL as text', () => {
  it('quotes values of labels as Prometheus reads them', () => {
    expect(promql(series)).toBe('m{a!~"x\\\\.y\\"z"}');
  });

  it('has a range before an offset', () => {
    expect(promql({ ...over(series, seconds(90)), labels: [], offset: seconds(3600) })).toBe('m[90s] offset 1h');
  });

  it('puts brackets around what is within another operation, and nowhere else', () => {
    const sum = binary(number(1), '-', binary(number(2), '/', 3));
    expect(promql(both(binary(sum, '>', 4), number(5), number(6)))).toBe('(((1 - (2 / 3)) > 4) and 5) and 6');
  });

  it('names labels that are grouped by, and those that sides are matched by', () => {
    const bare: Series = { kind: 'series', metric: 'm', labels: [] };
    expect(promql(aggregate('sum', call('rate', over(bare, seconds(300))), ['le', 'pod']))).toBe(
      'sum by (le, pod) (rate(m[5m]))',
    );
    expect(promql({ kind: 'binary', operator: 'and', left: bare, right: bare, on: ['pod'] })).toBe('m and on (pod) m');
  });

  it.each([
    [86_400, '1d'],
    [259_200, '3d'],
    [90, '90s'],
    [5400, '90m'],
    [7200, '2h'],
    [2.5, '2500ms'],
    [0, '0ms'],
  ])('writes %d seconds as %s', (given, text) => {
    expect(duration(given)).toBe(text);
  });

  it('takes a text for itself in a regular expression', () => {
    expect(literal('/agents/{agent_id}.*')).toBe('/agents/\\{agent_id\\}\\.\\*');
  });
});
