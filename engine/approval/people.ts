import type { Account } from './account.ts';
import type { CommitFacts, Signature } from './commits.ts';

/** A commit with a name on it that GitHub links to no account. */
export interface UnnamedCommit {
  readonly sha: string;
  readonly name: string;
  readonly email: string;
}

export interface People {
  /** Each once, by number. */
  readonly accounts: readonly Account[];
  readonly unnamed: readonly UnnamedCommit[];
}

/** Everybody who had a hand in commits: authors, committers and co-authors. */
export function peopleOf(commits: readonly CommitFacts[]): People {
  const signatures = commits.flatMap(({ sha, message, author, committer }) =>
    [author, committer, ...coAuthors(message)].map((signature) => ({ sha, ...signature })),
  );
  const known = new Map(signatures.flatMap(({ email, account }) => (account ? [[email.toLowerCase(), account]] : [])));
  const named = signatures.map((one) => ({ ...one, account: one.account ?? accountBehind(one.email, known) }));
  return {
    accounts: unique(
      named.flatMap(({ account }) => account ?? []),
      ({ id }) => String(id),
    ),
    unnamed: unique(
      named.filter(({ account }) => account === undefined).map(({ sha, name, email }) => ({ sha, name, email })),
      ({ sha, email }) => `${sha} ${email}`,
    ),
  };
}

/** Whatever line of the message has that form: one that GitHub would not take for a trailer bars somebody too many, never too few.
 *  @see https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors */
const coAuthors = (message: string): readonly Signature[] =>
  message.split('\n').flatMap((line) => {
    const [, rest] = /^\s*co-authored-by:(.*)$/i.exec(line) ?? [];
    if (rest === undefined) return [];
    const [name = '', address = ''] = rest.split('<', 2);
    return [{ account: undefined, name: name.trim(), email: address.replace(/>[^>]*$/, '').trim() }];
  });

/** The address itself tells the number of an account that hides its own, and an address that GitHub has linked elsewhere is linked here,
 *  too: for co-authors its REST API names nobody.
 *  @see https://docs.github.com/en/account-and-profile/reference/email-addresses-reference#your-noreply-email-address */
function accountBehind(email: string, known: ReadonlyMap<string, Account>): Account | undefined {
  const [, id, login] = /^(\d+)\+([^@]+)@users\.noreply\.github\.com$/i.exec(email) ?? [];
  return id === undefined || login === undefined ? known.get(email.toLowerCase()) : { id: Number(id), login };
}

const unique = <T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];
