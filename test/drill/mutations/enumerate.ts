import { basename } from 'node:path';
import { edited } from './edit.ts';
import { KINDS, type KindName } from './kinds.ts';
import type { Mutation } from './mutation.ts';
import { readTree } from './source-tree.ts';

/** Everything that can be removed or bent in a workflow file, in the order of its lines.
 *  @throws when two of them would have one id, or when one changes nothing. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  const workflow = { text, root: readTree(text) };
  const stem = basename(file).replace(/\.ya?ml$/, '');
  const all = (Object.keys(KINDS) as KindName[]).flatMap((kind) =>
    KINDS[kind](workflow).map(({ path, line, how, what, edits }): Mutation => {
      const id = `${stem}/${path}/${how}`;
      return { id, kind, file, line, what, text: edited(text, edits) };
    }),
  );
  const ids = new Set<string>();
  for (const { id, text: mutated } of all) {
    if (ids.has(id)) throw new Error(`Two mutations of ${file} have the id ${id}.`);
    if (mutated === text) throw new Error(`${id} changes nothing.`);
    ids.add(id);
  }
  return all.sort((one, other) => one.line - other.line || (one.id < other.id ? -1 : 1));
}
