/** A reader of Terraform's language, as far as the generated file goes: written apart from its writer. */

export interface ReadBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, unknown>;
  readonly blocks: readonly ReadBlock[];
}

const TOKEN = /\s+|#[^\n]*|"(?:[^"\\$]|\\.|\$\$\{|\$(?!\{))*"|[A-Za-z_][\w.-]*|\d+|[{}[\](),=]|"\(\$\{|\}\)"/y;

export function readHcl(text: string): readonly ReadBlock[] {
  const tokens = tokensOf(text);
  const blocks: ReadBlock[] = [];
  while (tokens.length > 0) blocks.push(readBlock(tokens));
  return blocks;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const [token] = TOKEN.exec(text) ?? [];
    const opened = text.startsWith('"(${', at) ? '"(${' : text.startsWith('})"', at) ? '})"' : token;
    if (opened === undefined) throw new Error(`What is this? ${text.slice(at, at + 60)}`);
    if (/^[^\s#]/.test(opened)) tokens.push(opened);
    at += opened.length;
  }
  return tokens;
}

const peek = (tokens: readonly string[], ahead = 0): string | undefined => tokens[ahead];

function take(tokens: string[], wanted?: string): string {
  const token = tokens.shift() ?? '<end>';
  if (wanted !== undefined && token !== wanted) throw new Error(`Wanted ${wanted}, found ${token}`);
  return token;
}

function readBlock(tokens: string[]): ReadBlock {
  const type = take(tokens);
  const labels: string[] = [];
  while (peek(tokens) !== '{') labels.push(textOf(take(tokens)));
  take(tokens, '{');
  const attributes = new Map<string, unknown>();
  const blocks: ReadBlock[] = [];
  while (peek(tokens) !== '}') {
    if (peek(tokens, 1) === '=') {
      const name = take(tokens);
      take(tokens, '=');
      attributes.set(name, readValue(tokens));
    } else blocks.push(readBlock(tokens));
  }
  take(tokens, '}');
  return { type, labels, attributes, blocks };
}

function readValue(tokens: string[]): unknown {
  const token = take(tokens);
  if (token === '"(${') {
    const inner = readValue(tokens);
    take(tokens, '})"');
    return `(${String(inner)})`;
  }
  if (token.startsWith('"')) return textOf(token);
  if (token === '[') return readItems(tokens, ']');
  if (token === '{') return readMap(tokens);
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^\d+$/.test(token)) return Number(token);
  if (token !== 'join') return { reference: token };
  take(tokens, '(');
  const [by, parts] = readItems(tokens, ')');
  return Array.isArray(parts) ? parts.join(String(by)) : undefined;
}

function readItems(tokens: string[], end: string): unknown[] {
  const items: unknown[] = [];
  while (peek(tokens) !== end) {
    items.push(readValue(tokens));
    if (peek(tokens) === ',') take(tokens);
  }
  take(tokens, end);
  return items;
}

function readMap(tokens: string[]): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  while (peek(tokens) !== '}') {
    const key = textOf(take(tokens));
    take(tokens, '=');
    map[key] = readValue(tokens);
  }
  take(tokens, '}');
  return map;
}

const textOf = (token: string): string =>
  token.startsWith('"')
    ? token
        .slice(1, -1)
        .replace(/\\(.)/g, (_, each: string) => (each === 'n' ? '\n' : each))
        .replace(/([$%])\1(?=\{)/g, '$1')
    : token;
