/** What a node of GitHub's expression trees can hold. */
interface Node {
  readonly group?: Node;
  readonly expr?: Node;
  readonly index?: Node;
  readonly left?: Node;
  readonly right?: Node;
  readonly args?: readonly Node[];
  readonly operator?: { readonly lexeme: string };
}

/** How deep an expression is, as GitHub counts it: parentheses are no level, and neither is `&&` below `&&` or `||` below `||`.
 *  @see https://github.com/actions/runner src/Sdk/Expressions/ExpressionParser.cs (CheckMaxDepth, FlushTopOperator) */
export function expressionDepth(node: Node | undefined, inside: string | undefined = undefined): number {
  if (node === undefined) return 0;
  if (node.group !== undefined) return expressionDepth(node.group, inside);
  const logical = node.operator !== undefined && node.args !== undefined ? node.operator.lexeme : undefined;
  const below = [node.expr, node.index, node.left, node.right, ...(node.args ?? [])].map((child) =>
    expressionDepth(child, logical),
  );
  return Math.max(0, ...below) + (logical !== undefined && logical === inside ? 0 : 1);
}
