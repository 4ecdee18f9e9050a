import { describe, expect, it } from '@jest/globals';
import { identityName } from '../../../../domain/identity.ts';
import { doorsOf } from '../../../../rehearsal/stories/facts/doors.ts';
import { holdersOf } from '../../../../setup-src/gcp/identities.ts';
import { backedUp } from '../../../fixtures/backed-up.ts';
import { platform } from '../../../fixtures/platform.ts';

describe('occasions on which a job is somebody in the cloud', () => {
  it.each([
    ['a delivery', platform],
    ['one that is backed up', backedUp],
  ])('are known of every identity of %s: a stranger tries each', (_, delivery) => {
    const named = [...new Set(doorsOf(delivery).map(({ identity }) => identity))];
    expect(named.sort()).toEqual(holdersOf(delivery).map(identityName).sort());
  });
});
