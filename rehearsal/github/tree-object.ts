/** One line of a tree. */
export interface TreeEntry {
  /** `100755` and the like; `40000` of a folder. */
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

const SHA_BYTES = 20;

/** Reads a tree as git stores it: an entry is `<mode> <name>\0` and the bytes of its id.
 *  @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_tree_objects */
export function readTree(tree: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < tree.length; ) {
    const [space, end] = [tree.indexOf(' ', at), tree.indexOf(0, at)];
    const next = end + 1 + SHA_BYTES;
    entries.push({
      mode: tree.toString('utf8', at, space),
      name: tree.toString('utf8', space + 1, end),
      sha: tree.toString('hex', end + 1, next),
    });
    at = next;
  }
  return entries;
}
