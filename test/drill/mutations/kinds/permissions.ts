import { removeLines, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { type Entry, entriesOf, entryOf } from '../source-tree.ts';

/** Each scope is removed, and `write` becomes `read`. `permissions` that grant nothing are removed as a whole. */
export const permissions: Kind = (workflow) =>
  [entryOf(workflow.root, 'permissions') ?? [], ofJobs(workflow, 'permissions')]
    .flat()
    .flatMap((block) => ofBlock(workflow.text, block));

function ofBlock(text: string, block: Entry): readonly Change[] {
  const { path, line, keyRange, value } = block;
  const scopes = entriesOf(value);
  const gone = removeLines(text, block);
  if (scopes.length === 0) {
    return [{ path, line, how: 'removed', what: 'the block that grants nothing is gone', edits: [gone] }];
  }
  return scopes.flatMap((scope): Change[] => {
    const place = { path: scope.path, line: scope.line };
    // Without any scope left, the job has none: an empty key would be no workflow.
    const none = { ...gone, start: keyRange.end, by: ': {}\n' };
    const edits = [scopes.length === 1 ? none : removeLines(text, scope)];
    const removed = { ...place, how: 'removed', what: `the job has no "${scope.key}"`, edits };
    if (scope.value.kind !== 'scalar' || scope.value.text !== 'write') return [removed];
    const reading = [replaceValue(text, scope.value, 'read')];
    return [removed, { ...place, how: 'read', what: `"${scope.key}" may only read`, edits: reading }];
  });
}
