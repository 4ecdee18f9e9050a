/** The part of Babel's tree that our own mutators look at. */
export interface TreeNode {
  readonly type: string;
  readonly value?: unknown;
  readonly elements?: readonly (TreeNode | null)[];
  readonly key?: TreeNode;
  readonly computed?: boolean;
}

export interface TreePath {
  readonly node: TreeNode;
  readonly parent: TreeNode;
  getFunctionParent(): unknown;
}

export interface Mutator {
  readonly name: string;
  mutate(path: TreePath): Iterable<TreeNode>;
}

/** How nodes are made. */
export interface TreeWords {
  numericLiteral(value: number): TreeNode;
  arrayExpression(elements: readonly (TreeNode | null)[]): TreeNode;
}

/** Stryker leaves numbers as they are, but a rule is its numbers: how long, how often, how many. Each becomes the one below it. */
export const numbers = (words: TreeWords): Mutator => ({
  name: 'NumericLiteral',
  *mutate({ node, parent }) {
    if (node.type !== 'NumericLiteral' || typeof node.value !== 'number') return;
    if (parent.key === node && parent.computed !== true) return;
    yield words.numericLiteral(node.value >= 1 ? node.value - 1 : node.value + 1);
  },
});

/** A table of names is a ranking: each two neighbours change places. */
export const ranks = (words: TreeWords): Mutator => ({
  name: 'TableOrder',
  *mutate(path) {
    const elements = path.node.type === 'ArrayExpression' ? (path.node.elements ?? []) : [];
    const isTable = elements.length > 2 && elements.every((element) => element?.type === 'Identifier');
    if (!isTable || path.getFunctionParent() !== null) return;
    for (const [index, element] of elements.entries()) {
      const next = elements[index + 1];
      if (next !== undefined) yield words.arrayExpression(elements.with(index, next).with(index + 1, element));
    }
  },
});
