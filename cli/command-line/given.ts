import { parseArgs } from 'node:util';

/** Options that were given, by name, each with its values; a boolean one has none. */
export type Given = ReadonlyMap<string, readonly string[]>;

/** The value of an option that can be given once. */
export const one = (given: Given, name: string): string | undefined => given.get(name)?.[0];

/** What is wrong with the arguments: one sentence for people. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** Options of a command, by name. */
export type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>;

/** Reads the arguments of a command: an option that it does not know, that wants a value and got none, or that was given twice is refused.
 *  @throws {Misuse} */
export function readArguments(
  command: string,
  args: readonly string[],
  options: Options,
): { readonly given: Given; readonly positionals: readonly string[] } {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) throw new Misuse(`There is no option ${rawName}; ${command} knows ${known(options)}.`);
    if (option.type === 'boolean') {
      if (value !== undefined) throw new Misuse(`${rawName} takes no value, and "${value}" was given.`);
      given.set(name, []);
      continue;
    }
    if (value === undefined || value === '' || value.startsWith('--'))
      throw new Misuse(`${rawName} wants a value, and none was given.`);
    const values = [...(given.get(name) ?? []), value];
    if (values.length > 1 && option.multiple !== true)
      throw new Misuse(`${rawName} was given twice: ${values.join(', ')}.`);
    given.set(name, values);
  }
  return { given, positionals };
}

const known = (options: Options): string =>
  Object.keys(options)
    .map((option) => `--${option}`)
    .join(', ');
