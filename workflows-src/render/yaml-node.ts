import type { Scalar as ScalarValue } from '../language/expression.ts';

/** The part of YAML that a workflow needs, with comments as part of the data: a serialiser of plain objects would lose them. */
export type YamlNode = YamlScalar | YamlMapping | YamlSequence;

/** A word, number, truth value or text. */
export interface YamlScalar {
  readonly kind: 'scalar';
  /** `null` for a key that has no value at all. */
  readonly value: ScalarValue | null;
  /** Lines of a folded text (`>-`); they read as one line with single spaces between them. */
  readonly folded?: readonly string[];
}

/** Keys with values, in the order given. */
export interface YamlMapping {
  readonly kind: 'mapping';
  readonly entries: readonly YamlEntry[];
}

/** One key with its value and comments. */
export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode;
  /** Behind the value; the value is then a plain scalar or an empty mapping. */
  readonly comment?: string;
  /** Lines above the key. */
  readonly above?: readonly string[];
  /** The symbol that made this part, handed back with its line. */
  readonly source?: string;
}

/** A list. */
export interface YamlSequence {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}

/** A scalar in the style that its text needs. */
export const scalar = (value: ScalarValue | null): YamlScalar => ({ kind: 'scalar', value });

/** A mapping of the entries that are there; `undefined` ones are left out. */
export const mapping = (...entries: readonly (YamlEntry | undefined)[]): YamlMapping => ({
  kind: 'mapping',
  entries: entries.every((entry) => entry !== undefined) ? entries : entries.filter((entry) => entry !== undefined),
});

/** A list of nodes. */
export const sequence = (items: readonly YamlNode[]): YamlSequence => ({ kind: 'sequence', items });

/** One key; plain values become scalars. */
export const entry = (
  key: string,
  value: YamlNode | ScalarValue,
  more?: Omit<YamlEntry, 'key' | 'value'>,
): YamlEntry => {
  const node = typeof value === 'object' ? value : scalar(value);
  return more === undefined ? { key, value: node } : { key, value: node, ...more };
};
