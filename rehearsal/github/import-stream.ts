/** Who commits. */
export interface Committer {
  readonly name: string;
  readonly email: string;
  /** Seconds since the epoch. */
  readonly seconds: number;
}

/** What becomes of a path; the tree itself is ''. */
export type PathChange =
  | { readonly path: string; readonly mode: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly mode: string; readonly sha: string }
  | { readonly path: string; readonly gone: true };

export interface NewCommit {
  /** Full names of the refs that point to it afterwards, at least one. */
  readonly refs: readonly string[];
  /** None, or what it is made on top of, and what is merged. */
  readonly parents: readonly string[];
  readonly by: Committer;
  readonly message: string;
  /** Against the first parent. */
  readonly changes: readonly PathChange[];
}

/** A commit as one git makes it of its input: objects, and refs at the end. Git answers with the id of the commit.
 *  @see https://git-scm.com/docs/git-fast-import#_input_format */
export function importStream({ refs: [first = '', ...others], parents, by, message, changes }: NewCommit): Buffer {
  const [base, ...merged] = parents;
  const parts = [
    `commit ${first}\nmark :1\ncommitter ${by.name} <${by.email}> ${by.seconds} +0000\n`,
    ...data(message),
    ...(base === undefined ? [] : [`from ${base}\n`]),
    ...merged.map((sha) => `merge ${sha}\n`),
    ...changes.flatMap(changeLines),
    '\n',
    ...others.map((ref) => `reset ${ref}\nfrom :1\n\n`),
    'get-mark :1\ndone\n',
  ];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function changeLines(change: PathChange): readonly (string | Uint8Array)[] {
  const path = quoted(change.path);
  if ('gone' in change) return [`D ${path}\n`];
  if ('sha' in change) return [`M ${change.mode} ${change.sha} ${path}\n`];
  return [`M ${change.mode} inline ${path}\n`, ...data(change.content)];
}

const data = (content: string | Uint8Array): readonly (string | Uint8Array)[] => {
  const bytes = Buffer.from(content);
  return [`data ${bytes.length}\n`, bytes, '\n'];
};

const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
