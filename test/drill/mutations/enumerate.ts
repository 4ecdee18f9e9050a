import { basename } from 'node:path';
import { edited } from './edit.ts';
import { KINDS, type KindName } from './kinds.ts';
import type { Mutation, WorkflowText } from './mutation.ts';
import { jobsOf } from './parts.ts';
import { readTree } from './source-tree.ts';

/** Everything that can be removed or bent in a workflow file, in the order of its lines.
 *  @throws when two of them would have one id, or when one changes nothing. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  const workflow = { text, root: readTree(text) };
  const stem = basename(file).replace(/\.ya?ml$/, '');
  const all = (Object.keys(KINDS) as KindName[]).flatMap((kind) =>
    KINDS[kind](workflow).map(({ path, line, how, what, edits }): Mutation => {
      const id = `${stem}/${path}/${how}`;
      return { id, kind, file, line, what, ...placeOf(workflow, path), text: edited(text, edits) };
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

/** Steps and what a job says of them are looked at by its runner alone, the inputs of a call by the runners of the called jobs. */
function placeOf(workflow: WorkflowText, path: string): Pick<Mutation, 'job' | 'isForRunner'> {
  const job = jobsOf(workflow).find((one) => path.startsWith(`${one.path}.`));
  if (job === undefined) return { job: undefined, isForRunner: path.includes('.outputs.') };
  return { job: job.key, isForRunner: /^\.(steps|outputs|with|secrets)\b/.test(path.slice(job.path.length)) };
}
