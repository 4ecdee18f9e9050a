import { describe, expect, it } from '@jest/globals';
import { checkedLine, visitLines } from '../../../../rehearsal/story/checked-line.ts';
import type { SeenJob, SeenRun } from '../../../../rehearsal/story/seen.ts';
import type { Scene } from '../../../../rehearsal/story/tell.ts';

const step = { run: 'x', with: {}, env: {} };
const job = (more: Partial<SeenJob>) => more as SeenJob;
const run = (more: Partial<SeenRun>) => ({ jobs: [], answers: [], ...more }) as unknown as SeenRun;
const scene = (states: object, more: Partial<Scene>): Scene => ({
  ...{
    act: { states: { runs: [], ...states } } as unknown as Scene['act'],
    runs: [],
    records: [],
    looked: 0,
    problems: [],
  },
  ...more,
});

describe('what was checked of an act, in one line', () => {
  it('counts what was seen, one of a kind without an s', () => {
    const runs = [
      run({ jobs: [job({ steps: [step, step] }), job({ steps: undefined })] }),
      run({ answers: [{ environment: 'production-approval', said: 'approved', by: 'operator' }] as never }),
    ];
    expect(checkedLine(scene({}, { runs, looked: 1 }))).toBe(
      'checked: 2 runs, 2 jobs, 2 steps, 0 records, 1 page, approved by operator',
    );
  });

  it('counts tests that passed in an earlier rehearsal', () => {
    const runs = [run({ jobs: [job({ passedBefore: true }), job({ passedBefore: false })] })];
    expect(checkedLine(scene({}, { runs }))).toBe('checked: 1 run, 2 jobs, 1 test passed before, 0 records, 0 pages');
  });

  it('names order, tokens and refusals only where they are stated', () => {
    const stated = (jobs: object, more = {}) => checkedLine(scene({ runs: [{ jobs }], ...more }, {}));
    expect(stated({ a: { after: [] } })).toBe('checked: 0 runs, 0 records, 0 pages');
    expect(stated({ a: { after: ['b'] } })).toBe('checked: 0 runs, order, 0 records, 0 pages');
    expect(stated({ a: { token: {} } })).toBe('checked: 0 runs, tokens, 0 records, 0 pages');
    expect(stated({}, { refused: {} })).toBe('checked: 0 runs, 0 records, 0 pages');
    expect(stated({}, { refused: { dispatch: /no/ } })).toBe('checked: 0 runs, 0 records, 0 pages, refused by GitHub');
  });

  it('tells what people got at the edge of each tier', () => {
    const visits = [
      { tier: 'dev', says: 'one' },
      { tier: 'live', says: 'two' },
      { tier: 'dev', says: 'three' },
    ];
    expect(visitLines(scene({ visits }, {}))).toEqual(['edge of dev: one · three', 'edge of live: two']);
    expect(visitLines(scene({}, {}))).toEqual([]);
  });
});
