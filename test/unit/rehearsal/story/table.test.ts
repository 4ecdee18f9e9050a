import { describe, expect, it } from '@jest/globals';
import type { SeenRecord } from '../../../../rehearsal/story/seen.ts';
import { deploymentTable } from '../../../../rehearsal/story/table.ts';
import { plainPaper } from './plain-paper.ts';

const COMMIT = '1234567'.padEnd(40, '0');
const record = (more: object): SeenRecord =>
  ({
    ...{ tier: 'dev', service: 'api', commit: COMMIT, release: undefined, cluster: undefined, seconds: undefined },
    ...{ state: { phase: 'ended', outcome: 'complete' }, failure: undefined, approvedBy: [], ...more },
  }) as unknown as SeenRecord;
const linesOf = (columns: number | undefined, ...records: readonly SeenRecord[]) =>
  deploymentTable(records, plainPaper(columns).paint).split('\n');

describe('the table of deployments', () => {
  it('aligns what was deployed, and has a dash for what is not known', () => {
    expect(linesOf(undefined, record({ seconds: 12.34, approvedBy: ['ann', 'bob'] }), record({ seconds: 1 }))).toEqual([
      'tier  service  commit   release  outcome   seconds  approved by',
      '────  ───────  ───────  ───────  ────────  ───────  ───────────',
      'dev   api      1234567  –        complete     12.3  ann, bob',
      'dev   api      1234567  –        complete      1.0  –',
    ]);
  });

  it('has a column of clusters only where a tier has several', () => {
    const [head, , first, second] = linesOf(undefined, record({ cluster: 'east' }), record({}));
    expect(head).toBe('tier  cluster  service  commit   release  outcome   seconds  approved by');
    expect(first).toMatch(/^dev {3}east /);
    expect(second).toMatch(/^dev {3}– /);
  });

  it('shows in another colour what did not end well or has not ended', () => {
    const [, , green, failed, waits] = linesOf(
      80,
      record({}),
      record({ state: { phase: 'ended', outcome: 'failed' } }),
      record({ state: { phase: 'in_progress' } }),
    );
    expect(green).toMatch(/^dev /);
    expect(failed).toMatch(/^<warning>dev .* failed /);
    expect(waits).toMatch(/^<warning>dev .* in_progress /);
  });
});
