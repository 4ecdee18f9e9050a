import { describe, expect, it } from '@jest/globals';
import { describeProblem } from '../../../domain/problem.ts';

const said = (value: unknown): string => describeProblem({ field: 'port', value, message: 'Wanted another.' });

describe('a problem', () => {
  const [record, list]: [Record<string, unknown>, unknown[]] = [{}, []];
  record['self'] = record;
  list.push(list);
  it.each([
    ['a', '"a"'],
    [undefined, 'undefined'],
    [10n, '10'],
    [[10n], 'a list that cannot be shown'],
    [record, 'a record that cannot be shown'],
    [list, 'a list that cannot be shown'],
  ])('shows a value of any kind, case %#', (value, shown) => {
    expect(said(value)).toBe(`  port = ${shown}: Wanted another.`);
  });
});
