import {
  Array as ArrayData,
  BooleanData,
  Dictionary,
  type ExpressionData,
  Null,
  NumberData,
  StringData,
} from '@actions/expressions/data/index';

/** What `fromJSON()` reads: JSON, and what .NET's reader takes besides (comments, single quotes, names without quotes, a comma at the
 *  end); what follows the first value is not looked at. Keys keep their order; of keys that differ in case only the last one counts.
 *  @throws with GitHub's sentence
 *  @see https://github.com/actions/runner src/Sdk/Expressions/Sdk/Functions/FromJson.cs */
export function readJson(text: string): ExpressionData {
  if (text.trim() === '') {
    throw new Error("Error parsing fromJson, Error reading JToken from JsonReader. Path '', line 0, position 0.");
  }
  return new JsonReader(text).value(1);
}

/** Values deeper than this are texts on GitHub; nobody has them on purpose. */
const DEEPEST = 100;

const WORDS: readonly (readonly [word: RegExp, make: () => ExpressionData])[] = [
  [/true\b/y, () => new BooleanData(true)],
  [/false\b/y, () => new BooleanData(false)],
  [/null\b/y, () => new Null()],
];

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): ExpressionData {
    if (depth > DEEPEST) throw unreadable();
    if (this.#take(/\{/y) !== undefined) return this.#object(depth);
    if (this.#take(/\[/y) !== undefined) return this.#list(depth);
    const quote = this.#take(/["']/y);
    if (quote !== undefined) return new StringData(this.#quoted(quote));
    const number = this.#take(/-?\d+(\.\d+)?([eE][-+]?\d+)?(?![\w.])/y);
    if (number !== undefined) return new NumberData(Number(number));
    for (const [word, make] of WORDS) if (this.#take(word) !== undefined) return make();
    throw unreadable();
  }

  #object(depth: number): ExpressionData {
    const pairs = new Map<string, { key: string; value: ExpressionData }>();
    while (this.#take(/\}/y) === undefined) {
      const quote = this.#take(/["']/y);
      const key = quote === undefined ? (this.#take(/[\w$]+/y) ?? fail()) : this.#quoted(quote);
      this.#take(/:/y) ?? fail();
      const folded = key.toLowerCase();
      pairs.set(folded, { key: pairs.get(folded)?.key ?? key, value: this.value(depth + 1) });
      this.#separator(/\}/y);
    }
    return new Dictionary(...pairs.values());
  }

  #list(depth: number): ExpressionData {
    const items: ExpressionData[] = [];
    while (this.#take(/\]/y) === undefined) {
      items.push(this.value(depth + 1));
      this.#separator(/\]/y);
    }
    return new ArrayData(...items);
  }

  /** A comma, or the end, which stays. */
  #separator(end: RegExp): void {
    if (this.#take(/,/y) !== undefined) return;
    this.#skip();
    end.lastIndex = this.#at;
    if (!end.test(this.#text)) throw unreadable();
  }

  #quoted(quote: string): string {
    let result = '';
    for (;;) {
      const letter = this.#text[this.#at++];
      if (letter === undefined) throw unreadable();
      if (letter === quote) return result;
      result += letter === '\\' ? this.#escaped() : letter;
    }
  }

  #escaped(): string {
    const letter = this.#text[this.#at++] ?? '';
    const plain = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '\\': '\\', '/': '/', '"': '"', "'": "'" }[letter];
    if (plain !== undefined) return plain;
    const code = this.#text.slice(this.#at, this.#at + 4);
    if (letter !== 'u' || !/^[\da-f]{4}$/i.test(code)) throw unreadable();
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #take(pattern: RegExp): string | undefined {
    this.#skip();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** White space and comments. */
  #skip(): void {
    const blank = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.#text)?.[0].length ?? 0;
  }
}

const unreadable = (): Error => new Error('Error parsing fromJson');

function fail(): never {
  throw unreadable();
}
