import { type Alias, type Document, isAlias, isCollection, isNode, isPair, type Node } from 'yaml';

/** What each alias of a document names: the node before it that has the anchor, the last one where there are several. One walk for all of
 *  them; a file may have tens of thousands. */
export function anchorsOf(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const named = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  const left: unknown[] = [document.contents];
  while (left.length > 0) {
    const node = left.pop();
    if (isAlias(node)) {
      const one = named.get(node.source);
      if (one !== undefined) found.set(node, one);
    } else if (isPair(node)) left.push(node.value, node.key);
    else if (isNode(node)) {
      if (node.anchor !== undefined && node.anchor !== '') named.set(node.anchor, node);
      if (isCollection(node)) for (const item of node.items.toReversed()) left.push(item);
    }
  }
  return found;
}
