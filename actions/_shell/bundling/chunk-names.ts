import { basename } from 'node:path';
import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** Names for what esbuild names by hash: a chunk is called after the entries that load it, so its name stays when its content
 *  changes. esbuild makes one chunk for each such set. @returns new base names by old ones; entries keep theirs */
export function chunkNames(outputs: Readonly<Record<string, Output>>): ReadonlyMap<string, string> {
  const entries = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint?.endsWith('/main.ts'));
  const names = Object.keys(outputs)
    .filter((path) => !entries.includes(path))
    .map((path) => {
      const users = entries.filter((entry) => reaches(outputs, entry, path)).map((entry) => basename(entry, '.mjs'));
      const [lazy] = outputs[path]?.entryPoint === undefined ? [] : [basename(outputs[path].entryPoint, '.ts')];
      const parts = users.length === entries.length ? ['shared'] : users.sort();
      return [basename(path), `chunk-${[...parts, ...(lazy === undefined ? [] : [lazy])].join('-')}.mjs`] as const;
    });
  const taken = names.map(([, name]) => name);
  const twice = taken.find((name, index) => taken.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two chunks of the bundles would be called ${twice}.`);
  return new Map(names);
}

function reaches(
  outputs: Readonly<Record<string, Output>>,
  from: string,
  to: string,
  seen = new Set<string>(),
): boolean {
  if (from === to) return true;
  seen.add(from);
  return (outputs[from]?.imports ?? []).some(
    ({ path }) => !seen.has(path) && path in outputs && reaches(outputs, path, to, seen),
  );
}
