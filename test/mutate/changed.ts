import { execFileSync } from 'node:child_process';

/** Lines that differ from a commit, by file. */
export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });

const commit = (root: string, name: string): string | undefined => {
  try {
    return git(root, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`).trim();
  } catch {
    return undefined;
  }
};

/** What changed lines are counted from: where the branch began; on main itself, or without a remote, the commit before.
 *  @throws where the one that was named is not there */
export function baseCommit(root: string, named: string | undefined): string {
  const target = commit(root, named ?? 'origin/main');
  if (target === undefined && named !== undefined) throw new Error(`--base ${named} is no commit of this repository.`);
  const began = target === undefined ? undefined : git(root, 'merge-base', target, 'HEAD').trim();
  if (began !== undefined && (named !== undefined || began !== commit(root, 'HEAD'))) return began;
  const before = commit(root, 'HEAD~1');
  if (before === undefined) throw new Error('There is no commit before this one; name one by --base.');
  return before;
}

/** With what is not committed yet. */
export const changedLines = (root: string, base: string): ChangedLines =>
  parseDiff(
    git(
      root,
      'diff',
      '--unified=0',
      '--no-color',
      '--no-ext-diff',
      '--no-renames',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      base,
    ),
  );

/** Lines on the new side of a diff without context. */
export function parseDiff(diff: string): ChangedLines {
  const changed = new Map<string, Set<number>>();
  let file = '';
  for (const line of diff.split('\n')) {
    const [, named] = /^\+\+\+ b\/(.*)$/.exec(line) ?? [];
    if (named !== undefined) file = named;
    const [, first, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first === undefined) continue;
    const lines = changed.get(file) ?? new Set();
    for (let at = Number(first); at < Number(first) + Number(count); at++) lines.add(at);
    changed.set(file, lines);
  }
  return changed;
}
