/** Value of a variable, or `undefined` where it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Splits text into words at blanks, takes quotes off and expands variables outside single quotes, as BuildKit's shell lexer does.
 *  @see https://docs.docker.com/reference/dockerfile/#environment-replacement */
export function words(text: string, lookup: Lookup): readonly string[] {
  const found: string[] = [];
  let word: string | undefined;
  let position = 0;
  let quoted = false;
  const add = (part: string): void => {
    word = (word ?? '') + part;
  };
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === "'" && !quoted) {
      const end = text.indexOf("'", position + 1);
      if (end < 0) throw new Error(`a quote is not closed: ${text}`);
      add(text.slice(position + 1, end));
      position = end + 1;
    } else if (character === '"') {
      quoted = !quoted;
      add('');
      position += 1;
    } else if (character === '\\' && position + 1 < text.length) {
      const next = text.charAt(position + 1);
      // Between double quotes a backslash escapes only what would have a meaning there.
      add(quoted && !'"$\\'.includes(next) ? `\\${next}` : next);
      position += 2;
    } else if (character === '$') {
      const { value, length } = variable(text.slice(position), lookup);
      add(value);
      position += length;
    } else if (/\s/.test(character) && !quoted) {
      if (word !== undefined) found.push(word);
      word = undefined;
      position += 1;
    } else {
      add(character);
      position += 1;
    }
  }
  if (quoted) throw new Error(`a quote is not closed: ${text}`);
  if (word !== undefined) found.push(word);
  return found;
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` or `${NAME:+instead}` at the start of the text. */
function variable(text: string, lookup: Lookup): { readonly value: string; readonly length: number } {
  const plain = /^\$(\w+)/.exec(text);
  if (plain !== null) return { value: lookup(plain[1] ?? '') ?? '', length: plain[0].length };
  const braced = /^\$\{(\w+)(?::([-+])([^}]*))?\}/.exec(text);
  if (braced === null) {
    if (text.startsWith('${')) throw new Error(`this form of a variable is not known: ${text.split('}')[0]}}`);
    return { value: '$', length: 1 };
  }
  const [whole, name = '', operator, operand = ''] = braced;
  const value = lookup(name) ?? '';
  const expanded = (): string => words(`"${operand}"`, lookup).join('');
  if (operator === '-') return { value: value === '' ? expanded() : value, length: whole.length };
  if (operator === '+') return { value: value === '' ? '' : expanded(), length: whole.length };
  return { value, length: whole.length };
}

/** The exec form of an instruction, `["a", "b"]`; `undefined` for the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : undefined;
  } catch {
    return undefined; // Docker too takes a list that is no JSON for the shell form.
  }
}

/** `KEY=value …` pairs of ENV and LABEL, or the old form `KEY value`. */
export function pairs(text: string, lookup: Lookup): readonly (readonly [string, string])[] {
  const [, first = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
  if (first !== '' && !first.includes('='))
    return [[first, words(`"${rest.replaceAll('"', '\\"')}"`, lookup).join('')]];
  return words(text, lookup).map((word) => {
    const at = word.indexOf('=');
    if (at < 1) throw new Error(`"${word}" is no KEY=value`);
    return [word.slice(0, at), word.slice(at + 1)] as const;
  });
}
