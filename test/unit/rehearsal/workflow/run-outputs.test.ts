import { describe, expect, it } from '@jest/globals';
import { runOutputsRefusal } from '../../../../rehearsal/workflow/run-outputs.ts';

describe('the outputs of all jobs of a run', () => {
  it('that exceed 50 MiB, two bytes for each letter, are not rehearsed: what GitHub does then is not known', () => {
    const jobs = Array.from({ length: 50 }, () => ({ outputs: { a: 'x'.repeat(262_144), b: 'é'.repeat(262_144) } }));
    const place = { file: 'w.yml', line: 3 };
    expect(runOutputsRefusal(jobs, {}, place)).toBeUndefined();
    expect(runOutputsRefusal(jobs, { c: 'x' }, place)).toEqual({
      what: 'a run whose outputs exceed 52,428,800 bytes',
      place,
    });
  });
});
