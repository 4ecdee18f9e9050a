import { GITHUB_FUNCTIONS } from '../../catalogue/github-schema.ts';

/** What the code of an expression asks for: `github.event.pull_request.title` is a path of four words. */
export interface Asked {
  readonly paths: readonly (readonly string[])[];
  readonly functions: readonly string[];
}

/** Functions of GitHub's expressions.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number]>> = GITHUB_FUNCTIONS;

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|([A-Za-z_][A-Za-z0-9_-]*)|(0x[0-9a-fA-F]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(&&|\|\||==|!=|<=|>=|[()[\].,!<>*]))/y;

const PATH = /^(?!(?:true|false|null|nan|infinity)$)[a-z]+(?:\.[A-Za-z_][A-Za-z0-9_-]*)*$/i;

interface Token {
  readonly kind: 'text' | 'word' | 'number' | 'sign';
  readonly code: string;
}

/** Reads code as GitHub does. @returns a sentence where it could not be read */
export function readCode(code: string): Asked | string {
  // Most are a path alone.
  if (PATH.test(code)) return { paths: [code.split('.')], functions: [] };
  const tokens = tokensOf(code);
  if (typeof tokens === 'string') return tokens;
  try {
    return new Reading(tokens).whole();
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

function tokensOf(code: string): readonly Token[] | string {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (code.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const [, text, word, number, sign] = TOKEN.exec(code) ?? [];
    if (text !== undefined) tokens.push({ kind: 'text', code: text });
    else if (word !== undefined) tokens.push({ kind: 'word', code: word });
    else if (number !== undefined) tokens.push({ kind: 'number', code: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', code: sign });
    else return `GitHub cannot read ${JSON.stringify(code.slice(at, at + 20))}`;
  }
  return tokens;
}

class Unreadable extends Error {}

function expectJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new Unreadable(`${JSON.stringify(text)} is no JSON`);
  }
}

/** One walk through the tokens, by the precedence of GitHub's operators; what they bind does not matter here. */
class Reading {
  readonly #tokens: readonly Token[];
  readonly #paths: string[][] = [];
  readonly #functions: string[] = [];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Asked {
    this.#operands();
    if (this.#peek() !== undefined) throw new Unreadable(`GitHub does not expect "${this.#peek()?.code}" there`);
    return { paths: this.#paths, functions: this.#functions };
  }

  #operands(): void {
    do this.#operand();
    while (this.#take('&&', '||', '==', '!=', '<', '<=', '>', '>='));
  }

  #operand(): void {
    while (this.#take('!'));
    const token = this.#next();
    if (token.kind === 'text' || token.kind === 'number') return;
    if (token.code === '(') {
      this.#operands();
      this.#expect(')');
      this.#rest(undefined);
    } else if (token.kind !== 'word') throw new Unreadable(`GitHub does not expect "${token.code}" there`);
    else if (this.#take('(')) this.#call(token.code);
    else if (!['true', 'false', 'null'].includes(token.code) && !/^(nan|infinity)$/i.test(token.code))
      this.#rest([token.code]);
  }

  #call(name: string): void {
    const known = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
    if (known === undefined) throw new Unreadable(`GitHub has no function "${name}"`);
    let count = 0;
    const first = this.#peek();
    if (name.toLowerCase() === 'fromjson' && first?.kind === 'text' && this.#tokens[this.#at + 1]?.code === ')')
      expectJson(first.code.slice(1, -1).replaceAll("''", "'"));
    if (!this.#take(')')) {
      do {
        this.#operands();
        count++;
      } while (this.#take(','));
      this.#expect(')');
    }
    const [least, most] = known;
    const even = name.toLowerCase() === 'case' && count % 2 === 0;
    if (count < least || count > most || even) throw new Unreadable(`"${name}" takes other than ${count} values`);
    this.#functions.push(name.toLowerCase());
    this.#rest(undefined);
  }

  /** `.name`, `.*` and `[…]` behind a value; a known word in brackets counts like one behind a dot.
   *  @param path of a context; what a function gives back, or a parenthesis holds, belongs to none */
  #rest(path: string[] | undefined): void {
    const push = (word: string): void => void path?.push(word);
    for (;;) {
      if (this.#take('.')) {
        const { kind, code } = this.#next();
        if (kind !== 'word' && code !== '*') throw new Unreadable(`GitHub does not expect "${code}" behind a dot`);
        push(code);
      } else if (this.#take('[')) {
        const inner = this.#peek();
        const last = this.#tokens[this.#at + 1]?.code === ']';
        if (inner?.kind === 'text' && last) push(this.#next().code.slice(1, -1).replaceAll("''", "'"));
        else if (inner?.code === '*' && last) push(this.#next().code);
        else {
          push('*');
          this.#operands();
        }
        this.#expect(']');
      } else break;
    }
    if (path !== undefined) this.#paths.push(path);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token {
    const token = this.#peek();
    if (token === undefined) throw new Unreadable('it ends too early');
    this.#at++;
    return token;
  }

  #take(...signs: readonly string[]): boolean {
    const token = this.#peek();
    if (token?.kind !== 'sign' || !signs.includes(token.code)) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#take(sign))
      throw new Unreadable(
        `GitHub expects "${sign}" ${this.#peek() === undefined ? 'at the end' : `before "${this.#peek()?.code}"`}`,
      );
  }
}
