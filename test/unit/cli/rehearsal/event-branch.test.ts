import { describe, expect, it } from '@jest/globals';
import { expectOtherBranch } from '../../../../cli/rehearsal/event-options.ts';
import type { RequestedEvent } from '../../../../rehearsal/requested-event.ts';

const pull = (branch: string, fork = false): RequestedEvent => ({
  kind: 'pull_request',
  ...{ branch, fork, action: 'opened', approved: true, targetAllowed: false },
});

describe('a pull request', () => {
  it('cannot come from the branch that it is for, whatever that is called', () => {
    const says = 'A pull request into trunk cannot come from trunk: give another branch with --ref.';
    expect(() => expectOtherBranch(pull('trunk'), 'trunk')).toThrow(says);
    expect(() => expectOtherBranch({ kind: 'merge_group', branch: 'trunk' }, 'trunk')).toThrow(says);
  });

  it('can come from any other, and from that of a fork', () => {
    expectOtherBranch(pull('main'), 'trunk');
    expectOtherBranch(pull('trunk', true), 'trunk');
    expectOtherBranch({ kind: 'push', branch: 'trunk' }, 'trunk');
  });
});
