import { Document, isScalar, Scalar, visit } from 'yaml';
import { isPlainText } from '../../domain/kubernetes-scalar.ts';
import type { Manifest } from './manifest.ts';

/** One text for one content: objects sorted by apiVersion, kind, namespace and name, keys sorted, no anchors, no folded lines.
 *  The digest of a release hangs on these bytes: changing this function makes every release a new one. */
export const canonicalYaml = (manifests: readonly Manifest[]): string =>
  [...manifests]
    .sort((a, b) => compare(order(a), order(b)))
    .map(({ content }) =>
      quoted(new Document(content, { version: '1.1', sortMapEntries: true, aliasDuplicateObjects: false })),
    )
    .map((document) => document.toString({ lineWidth: 0 }))
    .join('---\n');

/** Quotes texts that are words of another kind to Kubernetes, as `0X1F`, and plain texts to YAML 1.1. */
function quoted(document: Document): Document {
  visit(document, {
    Scalar(_key, node) {
      if (isScalar(node) && typeof node.value === 'string' && !isPlainText(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document;
}

const order = ({ apiVersion, kind, namespace, name }: Manifest): readonly string[] => [
  apiVersion,
  kind,
  namespace,
  name,
];

/** By code unit: a locale would sort differently on another machine. */
function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
