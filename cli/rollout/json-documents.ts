/** One object of a text of JSON, and the line, from 1 on, where it begins. */
export interface JsonDocument {
  readonly text: string;
  readonly line: number;
}

/** Objects that stand one after the other, as `jq` and `kubectl get -o json` print them and as kubectl reads them. @returns `undefined`
 *  for a text that is something else: YAML may begin with a brace, too */
export function jsonDocuments(text: string): readonly JsonDocument[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  const documents: JsonDocument[] = [];
  let [depth, start, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"' && depth > 0) quoted = true;
    else if (sign === '{' || sign === '[') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth < 0) return undefined;
      if (depth === 0) documents.push({ text: text.slice(start, at + 1), line: lineAt(text, start) });
    } else if (depth === 0 && !/\s/.test(sign)) return undefined;
  }
  return depth === 0 && !quoted ? documents : undefined;
}

/** Why a text is no JSON; `undefined` when it is. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/ in JSON| \(line.*\)$/g, '');
  }
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;
