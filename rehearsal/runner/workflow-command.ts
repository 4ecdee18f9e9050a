/** A command that a step writes to its output, `::name key=value::data`. */
export interface WorkflowCommand {
  /** Lower case. */
  readonly name: string;
  /** By name; GitHub's own names are written as GitHub writes them, whatever their case was. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Reads a line as a command: `::name …::data` at its start, or the older `##[name …]data` anywhere. `undefined` for other lines
 *  and for names that are not `known`: those are plain output.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *  @see https://github.com/actions/runner src/Runner.Common/ActionCommand.cs */
export function parseCommand(line: string, known: (name: string) => boolean): WorkflowCommand | undefined {
  const current = /^\s*::(?<head>[^:].*?)::(?<data>.*)$/s.exec(line);
  if (current !== null) {
    const { head = '', data = '' } = current.groups ?? {};
    const command = read(head, data, ',', CURRENT);
    return known(command.name) ? command : undefined;
  }
  const older = /##\[(?<head>[^\]]+)\](?<data>.*)$/s.exec(line);
  if (older === null) return undefined;
  const { head = '', data = '' } = older.groups ?? {};
  const command = read(head, data, ';', OLDER);
  return known(command.name) ? command : undefined;
}

interface Escapes {
  readonly property: readonly (readonly [string, string])[];
  readonly data: readonly (readonly [string, string])[];
}
const CURRENT: Escapes = {
  data: [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%25', '%'],
  ],
  property: [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ],
};
const OLDER: Escapes = {
  data: [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%25', '%'],
  ],
  property: [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%25', '%'],
  ],
};

const PROPERTIES = ['file', 'line', 'endLine', 'col', 'endColumn', 'title', 'name', 'owner'];

/** Blanks around a property's name belong to it: `a=1, b=2` has no `b`. */
function read(head: string, data: string, separator: string, escapes: Escapes): WorkflowCommand {
  const space = head.indexOf(' ');
  const name = space < 0 ? head : head.slice(0, space);
  const rest = space < 0 ? '' : head.slice(space + 1).trim();
  const pairs = rest.split(separator).flatMap((part): [string, string][] => {
    const [key = '', ...value] = part.replace(/^=+/, '').split('=');
    const text = value.join('=').replace(/^=+/, '');
    const known = PROPERTIES.find((one) => one.toLowerCase() === key.toLowerCase());
    return text === '' ? [] : [[known ?? key, decoded(text, escapes.property)]];
  });
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs), data: decoded(data, escapes.data) };
}

const decoded = (text: string, escapes: readonly (readonly [string, string])[]): string =>
  escapes.reduce((result, [from, to]) => result.replaceAll(from, to), text);
