import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import type { CommitFacts } from '../../../../engine/approval/commits.ts';
import type { Answer } from '../../../../engine/approval/consent.ts';
import { type AskedApproval, whoApproved } from '../../../../engine/approval/who-approved.ts';

const account = (id: number) => ({ id, login: `account-${id}` });
const [STARTER, AUTHOR, EVA, OTHERS_AUTHOR] = [1, 2, 3, 4].map(account) as [Who, Who, Who, Who];
type Who = ReturnType<typeof account>;
const [BASE, HEAD] = ['a', 'b'].map((digit) => parseCommitSha(digit.repeat(40))) as [Commit, Commit];
type Commit = ReturnType<typeof parseCommitSha>;
const made = (by: Who): CommitFacts => {
  const signature = { account: by, name: '', email: `${by.id}@example.com` };
  return { sha: HEAD, message: '', author: signature, committer: signature };
};
const yes = (by: Who, environment = 'live-approval', state = 'approved'): Answer => ({
  ...{ state, by },
  environments: [environment],
});

function approved(answers: readonly Answer[], over: Partial<AskedApproval> = {}) {
  const asked = { gate: 'live-approval', shown: [`api ${BASE} sha256:1`, 'web none none'], head: HEAD };
  const ports = {
    answers: async () => answers,
    run: async () => ({ attempt: 1, actor: STARTER, triggeringActor: STARTER, requester: undefined }),
    commits: {
      between: async (base: string) => (base === BASE ? [made(AUTHOR)] : undefined),
      broughtBy: async () => [made(OTHERS_AUTHOR)],
    },
  };
  return { of: (service: string) => whoApproved({ ...asked, selfReview: 'refused', ...over }, service, ports) };
}

describe('who said yes, as evidence tells it', () => {
  const all = [STARTER, AUTHOR, EVA, OTHERS_AUTHOR].map((who) => yes(who));

  it('is everybody who had no part in it, each once', async () => {
    expect(await approved([...all, yes(EVA)]).of('api')).toEqual([EVA, OTHERS_AUTHOR]);
  });

  it('is told for each service by what people were shown of it', async () => {
    expect(await approved(all).of('web')).toEqual([AUTHOR, EVA]);
  });

  it('is everybody where the delivery lets those count who had a part in it', async () => {
    expect(await approved(all, { selfReview: 'allowed' }).of('api')).toEqual([STARTER, AUTHOR, EVA, OTHERS_AUTHOR]);
  });

  it('is nobody who answered elsewhere, or otherwise', async () => {
    const others = [yes(EVA, 'staging-approval'), yes(OTHERS_AUTHOR, 'live-approval', 'rejected')];
    expect(await approved(others).of('api')).toEqual([]);
    expect(await approved(others, { selfReview: 'allowed' }).of('api')).toEqual([]);
  });

  it('is not told where nobody knows what they said yes to', async () => {
    await expect(approved(all).of('db')).rejects.toThrow('says nothing of db');
    await expect(approved(all, { shown: [`api ${HEAD} x`] }).of('api')).rejects.toThrow('does not know commit');
  });
});
