/** What was seen of a pinned action. */
export interface SeenPin {
  readonly repository: string;
  readonly version: string;
  readonly sha: string;
  /** What the tag names now; `undefined` where it is gone. */
  readonly tagged: string | undefined;
  /** The branch that has the commit of the lock; `undefined` where none of those asked has. */
  readonly branch: { readonly name: string; readonly isDefault: boolean } | undefined;
}

/** Whether a pin is what its tag says, and the sentence for people. */
export interface PinVerdict {
  readonly code: 'verified' | 'release-branch' | 'no-branch' | 'moved' | 'no-tag' | 'unknown-commit';
  readonly accepted: boolean;
  readonly sentence: string;
}

/** A tag that names the commit is enough: only who may write to the repository makes one. Where the commit is otherwise is said. */
export function judgePin({ repository, version, sha, tagged, branch }: SeenPin): PinVerdict {
  const short = sha.slice(0, 12);
  if (tagged === sha) {
    if (branch?.isDefault) return { code: 'verified', accepted: true, sentence: `is what ${version} names.` };
    return branch === undefined
      ? {
          code: 'no-branch',
          accepted: true,
          sentence: `is what ${version} names, and on no branch that was asked: it was made for the release alone, or the tag was moved by somebody who may not write branches. Look at https://github.com/${repository}/commit/${sha} once.`,
        }
      : {
          code: 'release-branch',
          accepted: true,
          sentence: `is what ${version} names, on the release branch ${branch.name}.`,
        };
  }
  if (branch === undefined)
    return {
      code: 'unknown-commit',
      accepted: false,
      sentence: `${short} is no commit of ${repository} that ${version} or a branch names: it may be a fork's, which GitHub hands out under the same name. "sluice actions add" takes what the tag names.`,
    };
  if (tagged === undefined)
    return {
      code: 'no-tag',
      accepted: false,
      sentence: `has no tag ${version} any longer; ${short} is on ${branch.name}. See why it was withdrawn, and "sluice actions update" to another one.`,
    };
  return {
    code: 'moved',
    accepted: false,
    sentence: `${version} was moved: it names ${tagged.slice(0, 12)} now, and the lock has ${short}. Read https://github.com/${repository}/compare/${sha}...${tagged} before you take it with "sluice actions add".`,
  };
}
