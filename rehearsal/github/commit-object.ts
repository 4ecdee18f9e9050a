export interface CommitInfo {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
}

/** Who did something, and when: in UTC without fractions, as GitHub shows it. */
export interface Stamp {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** Reads a commit as git stores it: a line for each header, an empty line, the message. Lines that begin with a space go on with a
 *  header that says nothing here, like a signature.
 *  @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects */
export function readCommit(sha: string, content: Buffer): CommitInfo {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end).split('\n');
  const values = (name: string): readonly string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: stampOf(values('author')[0] ?? ''),
    committer: stampOf(values('committer')[0] ?? ''),
    message: text.slice(end + 2).trimEnd(),
  };
}

/** `Name <address> 1767225600 +0900`: the seconds are UTC, whatever the zone. */
function stampOf(text: string): Stamp {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
}
