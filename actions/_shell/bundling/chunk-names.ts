import { basename, dirname } from 'node:path';
import type { Metafile } from 'esbuild';

type Outputs = Readonly<Record<string, Metafile['outputs'][string]>>;

/** Names for what esbuild names by hash: a chunk is called after the entries that load it, so its name stays when its content
 *  changes. esbuild makes one chunk for each such set; what an entry loads only when it is needed is an entry of its own there.
 *  @returns new base names by old ones; entries keep theirs */
export function chunkNames(outputs: Outputs): ReadonlyMap<string, string> {
  const entries = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint !== undefined);
  const actions = entries.filter((path) => isAction(outputs, path));
  const names = Object.keys(outputs)
    .filter((path) => !actions.includes(path))
    .map((path) => {
      const users = entries.filter((entry) => reaches(outputs, entry, path));
      const direct = users.filter((entry) => actions.includes(entry)).map((entry) => basename(entry, '.mjs'));
      const parts = direct.length === actions.length ? ['shared'] : direct.sort();
      const later = users.filter((entry) => !actions.includes(entry)).map((entry) => laterName(outputs, entry));
      return [basename(path), `chunk-${[...parts, ...later.sort()].join('-')}.mjs`] as const;
    });
  const taken = names.map(([, name]) => name);
  const twice = taken.find((name, index) => taken.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two chunks of the bundles would be called ${twice}.`);
  return new Map(names);
}

const isAction = (outputs: Outputs, path: string): boolean => outputs[path]?.entryPoint?.endsWith('/main.ts') === true;

/** `actions/rollout/world.ts` is `rollout-world`. */
function laterName(outputs: Outputs, path: string): string {
  const source = outputs[path]?.entryPoint ?? path;
  return `${basename(dirname(source))}-${basename(source, '.ts')}`;
}

/** Whether loading `from` loads `to` at once. */
function reaches(outputs: Outputs, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  seen.add(from);
  return (outputs[from]?.imports ?? []).some(
    ({ path, kind }) =>
      kind !== 'dynamic-import' && !seen.has(path) && path in outputs && reaches(outputs, path, to, seen),
  );
}
