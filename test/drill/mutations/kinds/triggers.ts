import { removeChild, removeLines } from '../edit.ts';
import type { Change, Kind, WorkflowText } from '../mutation.ts';
import { eventsOf } from '../parts.ts';
import { type Entry, entriesOf, itemsOf } from '../source-tree.ts';

/** Each event is removed where another one is left; each filter, and each pattern of one, too. Inputs, outputs and secrets of an event
 *  are kinds of their own. */
export const triggers: Kind = (workflow) => [
  ...(eventsOf(workflow).length > 1 ? eventsOf(workflow).map((event) => withoutEvent(workflow, event)) : []),
  ...eventsOf(workflow).flatMap((event) => entriesOf(event.value).flatMap((filter) => ofFilter(workflow.text, filter))),
];

const withoutEvent = ({ text }: WorkflowText, event: Entry): Change => ({
  path: event.path,
  line: event.line,
  how: 'removed',
  what: `${event.key} does not start the workflow`,
  edits: [removeLines(text, event)],
});

function ofFilter(text: string, filter: Entry): readonly Change[] {
  if (filter.value.kind !== 'list') return [];
  const { path, line, key } = filter;
  const gone = { path, line, how: 'removed', what: `${key} are not asked for` };
  const patterns = itemsOf(filter.value).map((pattern) => ({
    path: pattern.path,
    line: pattern.line,
    how: 'removed',
    what: `${pattern.path.slice(path.length + 1)} is not among the ${key}`,
    edits: [removeChild(text, filter, pattern)],
  }));
  return [{ ...gone, edits: [removeLines(text, filter)] }, ...(patterns.length > 1 ? patterns : [])];
}
