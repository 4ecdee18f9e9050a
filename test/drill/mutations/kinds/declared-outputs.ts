import { removeChild, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { eventsOf } from '../parts.ts';
import { type Entry, entriesOf, entryOf } from '../source-tree.ts';

/** Each output of a called workflow is removed, and says something else. */
export const declaredOutputs: Kind = (workflow) =>
  eventsOf(workflow).flatMap((event) => {
    const outputs = entryOf(event.value, 'outputs');
    if (outputs === undefined) return [];
    return entriesOf(outputs.value).flatMap((output) => ofOutput(workflow.text, outputs, output));
  });

function ofOutput(text: string, outputs: Entry, output: Entry): readonly Change[] {
  const { path, line, key } = output;
  const edits = [removeChild(text, outputs, output)];
  const removed = { path, line, how: 'removed', what: `the workflow does not say its "${key}"`, edits };
  const value = entryOf(output.value, 'value');
  if (value === undefined) return [removed];
  const bent = { path: value.path, line: value.line, how: 'bent', what: `"${key}" is something else` };
  return [removed, { ...bent, edits: [replaceValue(text, value.value, 'bent')] }];
}
