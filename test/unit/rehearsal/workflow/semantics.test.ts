import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SEMANTICS } from '../../../../rehearsal/workflow/semantics.ts';

/** Rows that titles of tests name: `row 5: …`, `rows 18 and 19: …`, or a remark beside an assertion. */
const tested = ['test/unit/rehearsal/workflow', 'test/unit/rehearsal/runner'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\brows? (\d+)(?: and (\d+))?/g)])
    .flatMap(([, first, second]) => [Number(first), ...(second === undefined ? [] : [Number(second)])]),
);

describe('the table of semantics', () => {
  it('has every row once, from 1 to 46', () => {
    const rows = SEMANTICS.map(({ row }) => row).sort((a, b) => a - b);
    expect(rows).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
  });

  it('has a test for each row that is kept', () => {
    const missing = SEMANTICS.filter(({ row, kept }) => kept && !tested.includes(row));
    expect(missing).toEqual([]);
  });
});
