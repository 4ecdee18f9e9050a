import { stringify } from 'yaml';
import type { Manifest } from './manifest.ts';

/** One text for one content: objects sorted by apiVersion, kind, namespace and name, keys sorted, no anchors, no folded lines.
 *  The digest of a release hangs on these bytes: changing this function makes every release a new one. */
export const canonicalYaml = (manifests: readonly Manifest[]): string =>
  [...manifests]
    .sort((a, b) => compare(order(a), order(b)))
    .map(({ content }) =>
      stringify(content, { version: '1.1', sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false }),
    )
    .join('---\n');

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
