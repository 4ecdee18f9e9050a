import { cleanSentence } from '../../domain/untrusted-text.ts';
import type { Change } from './change.ts';
import type { ApprovalRefusal } from './refusal.ts';

/** Why nobody can tell who made a change, and so who must not approve it. */
export function judgeChange(
  { base, commits, people }: Change,
  unnamed: 'refused' | 'allowed',
): readonly ApprovalRefusal[] {
  if (commits === undefined)
    return [
      {
        code: 'base-unknown',
        sentence: `${base.service} runs commit ${base.commit}, which GitHub does not know, so nobody can tell who made what would come. Roll it back to a release of a known commit first.`,
      },
    ];
  if (unnamed === 'allowed') return [];
  return people.unnamed.map(({ sha, name, email }) => ({
    code: 'commit-unnamed',
    sentence: `Commit ${sha.slice(0, 7)} of ${base.service} names ${cleanSentence(name)} <${cleanSentence(email)}>, an address that GitHub links to no account: whoever it is could be the one who approves. Let them add the address to their account, or say unnamed: 'allowed' in the delivery.`,
  }));
}
