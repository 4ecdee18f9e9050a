import { expect, it } from '@jest/globals';
import { unrehearsable } from '../../../../cli/rehearsal/unrehearsable.ts';
import { DELIVERIES, WAVES } from '../../workflows-src/deliveries.ts';

it('a delivery whose evidence is signed is not rehearsed, and the sentence says what can be', () => {
  expect(unrehearsable(DELIVERIES['signed evidence'] ?? WAVES)).toMatch(
    /actions\/attest.*Rehearse it with evidence: 'registry'/,
  );
  for (const evidence of ['registry', 'cluster'] as const) expect(unrehearsable({ evidence })).toBeUndefined();
  expect(unrehearsable({})).toBeUndefined();
});
