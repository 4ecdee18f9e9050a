import { numberText } from './number-text.ts';

/** A value of GitHub's expressions, as far as writing it needs. */
export interface JsonSource {
  readonly kind: number;
  /** Of a text, a number, a truth value. */
  readonly value?: unknown;
  /** Of a list. */
  values?(): readonly JsonSource[];
  /** Of an object, in its order. */
  pairs?(): readonly { readonly key: string; readonly value: JsonSource }[];
}

/** What `toJSON()` gives: two spaces for each level, keys in their own order, line separators escaped.
 *  @see https://github.com/actions/runner src/Sdk/Expressions/Sdk/Functions/ToJson.cs */
export function jsonText(source: JsonSource, indent = ''): string {
  const deeper = `${indent}  `;
  const lines = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? `${open}${close}` : `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
  if (source.pairs !== undefined) {
    const pairs = source.pairs().map(({ key, value }) => `${quoted(key)}: ${jsonText(value, deeper)}`);
    return lines('{', pairs, '}');
  }
  if (source.values !== undefined)
    return lines(
      '[',
      source.values().map((item) => jsonText(item, deeper)),
      ']',
    );
  if (typeof source.value === 'string') return quoted(source.value);
  return typeof source.value === 'number' ? numberText(source.value) : String(source.value ?? null);
}

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0085\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
