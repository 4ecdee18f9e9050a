const SHA_BYTES = 20;

/** The mode of an entry of a tree as git stores it, `100755` and the like; `undefined` where there is no such entry. An entry is
 *  `<mode> <name>\0` and the bytes of its id.
 *  @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_tree_objects */
export function modeIn(tree: Buffer, name: string): string | undefined {
  for (let at = 0; at < tree.length; ) {
    const [space, end] = [tree.indexOf(' ', at), tree.indexOf(0, at)];
    if (tree.toString('utf8', space + 1, end) === name) return tree.toString('utf8', at, space);
    at = end + 1 + SHA_BYTES;
  }
  return undefined;
}
