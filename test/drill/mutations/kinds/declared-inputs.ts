import { removeChild, removeLines, renameKey, replaceValue } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { eventsOf } from '../parts.ts';
import { type Entry, entriesOf, entryOf, itemsOf } from '../source-tree.ts';

/** Each input, and each secret, that a workflow declares is removed and renamed; what it says of itself is bent. */
export const declaredInputs: Kind = (workflow) =>
  eventsOf(workflow).flatMap((event) =>
    ['inputs', 'secrets'].flatMap((section) => {
      const declared = entryOf(event.value, section);
      if (declared === undefined) return [];
      return entriesOf(declared.value).flatMap((input) => ofInput(workflow.text, declared, input));
    }),
  );

function ofInput(text: string, declared: Entry, input: Entry): readonly Change[] {
  const { path, line, key } = input;
  return [
    { path, line, how: 'removed', what: `"${key}" is not declared`, edits: [removeChild(text, declared, input)] },
    { path, line, how: 'renamed', what: `"${key}" has another name`, edits: [renameKey(input, `${key}-other`)] },
    ...flipped(text, entryOf(input.value, 'required')),
    ...other(text, entryOf(input.value, 'default')),
    ...withoutOptions(text, entryOf(input.value, 'options')),
  ];
}

function flipped(text: string, required: Entry | undefined): Change[] {
  if (required?.value.kind !== 'scalar') return [];
  const { path, line, value } = required;
  const by = value.text === 'true' ? 'false' : 'true';
  const what = by === 'true' ? 'it must be given' : 'it need not be given';
  return [{ path, line, how: by, what, edits: [replaceValue(text, value, by)] }];
}

function other(text: string, fallback: Entry | undefined): Change[] {
  if (fallback === undefined) return [];
  const { path, line, value } = fallback;
  return [
    { path, line, how: 'removed', what: 'it has no default', edits: [removeLines(text, fallback)] },
    { path, line, how: 'bent', what: 'its default is another one', edits: [replaceValue(text, value, 'bent')] },
  ];
}

const withoutOptions = (text: string, options: Entry | undefined): Change[] =>
  options === undefined
    ? []
    : itemsOf(options.value).map((option) => ({
        path: option.path,
        line: option.line,
        how: 'removed',
        what: `"${option.path.split('.').at(-1)}" cannot be chosen`,
        edits: [removeChild(text, options, option)],
      }));
