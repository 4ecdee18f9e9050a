import { removeLines, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs } from '../parts.ts';
import { type Entry, entryOf } from '../source-tree.ts';

/** Each concurrency is removed, gets a group of each run's own, cancels what is in progress, and lets only one wait. */
export const concurrency: Kind = (workflow) =>
  [entryOf(workflow.root, 'concurrency') ?? [], ofJobs(workflow, 'concurrency')]
    .flat()
    .flatMap((block) => ofBlock(workflow.text, block));

function ofBlock(text: string, block: Entry): readonly Change[] {
  const removed = {
    path: block.path,
    line: block.line,
    how: 'removed',
    what: 'jobs of other runs are not waited for',
    edits: [removeLines(text, block)],
  };
  const group = entryOf(block.value, 'group');
  const cancel = entryOf(block.value, 'cancel-in-progress');
  const queue = entryOf(block.value, 'queue');
  return [removed, ...ownGroup(text, group), ...cancelling(text, cancel), ...shortQueue(text, queue)];
}

const ownGroup = (text: string, group: Entry | undefined): Change[] =>
  group === undefined
    ? []
    : [
        {
          path: group.path,
          line: group.line,
          how: 'own',
          what: 'each run has a group of its own',
          edits: [replaceValue(text, group.value, `${textOf(group)}/\${{ github.run_id }}`)],
        },
      ];

const cancelling = (text: string, cancel: Entry | undefined): Change[] =>
  cancel === undefined
    ? []
    : [
        {
          path: cancel.path,
          line: cancel.line,
          how: textOf(cancel) === 'true' ? 'false' : 'true',
          what: textOf(cancel) === 'true' ? 'a newer run lets an older one go on' : 'a newer run cancels an older one',
          edits: [replaceValue(text, cancel.value, textOf(cancel) === 'true' ? 'false' : 'true')],
        },
      ];

const shortQueue = (text: string, queue: Entry | undefined): Change[] =>
  queue === undefined
    ? []
    : [
        {
          path: queue.path,
          line: queue.line,
          how: 'removed',
          what: 'whoever waits is pushed out by the next',
          edits: [removeLines(text, queue)],
        },
      ];

const textOf = ({ value }: Entry): string => (value.kind === 'scalar' ? value.text : '');
