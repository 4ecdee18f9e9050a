import { describe, expect, it } from '@jest/globals';
import { approval, team, user } from '../../../domain/tier.ts';
import { approverLine, approverOf } from '../../../rehearsal/administrator.ts';
import { stableId } from '../../../rehearsal/github/state.ts';

describe('who answers for the approvers of a tier', () => {
  it('is in every team that is asked, whatever it is called', () => {
    const { login, teams } = approverOf(approval({ by: [team('ops'), team('release-managers'), user('kim')] }));
    expect({ login, teams }).toEqual({ login: 'operator', teams: ['ops', 'release-managers'] });
  });

  it('is one of the people where no team is asked', () => {
    const asked = approval({ by: [user('kim'), user('lee')] });
    expect(approverOf(asked)).toEqual({ login: 'kim', id: stableId('kim'), teams: [] });
    expect(approverLine(asked)).toBe(`${stableId('kim')} kim`);
  });
});
