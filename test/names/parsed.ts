import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A node of the tree that a real parser makes of a source. */
export interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [field: string]: unknown;
}

export interface Parsed {
  readonly path: string;
  readonly body: readonly Node[];
  /** The text of a node. */
  readonly textOf: (node: Node) => string;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** A source as its parser sees it. */
export function parsed(path: string): Parsed {
  const source = readFileSync(path);
  const { body, span } = parseSync(`;${source.toString('utf8')}`, { syntax: 'typescript' });
  return {
    path,
    body: (body as readonly unknown[]).filter(isNode),
    // The parser counts bytes over all that it has read; a file begins at its first token, which is the one put before it.
    textOf: (node) =>
      node.span === undefined
        ? ''
        : source.subarray(node.span.start - span.start - 1, node.span.end - span.start - 1).toString(),
  };
}

/** A node and all that are in it, the outer ones first. */
export function* within(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value;
    for (const each of Object.values(value)) yield* within(each);
  }
}
