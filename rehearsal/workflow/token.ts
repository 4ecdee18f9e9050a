/** Where something stands in a workflow file or in an action's description. */
export interface Place {
  readonly file: string;
  readonly line: number;
  /** From 1; where the parser says it. */
  readonly column?: number;
}

/** A part of a workflow file after GitHub's parser has read it: plain data, expressions not yet evaluated. Text with `${{ }}` inside
 *  arrives as one expression that calls format(). */
export type Token = LiteralToken | ExpressionToken | ListToken | MapToken;

export interface LiteralToken {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  readonly place: Place;
}
export interface ExpressionToken {
  readonly kind: 'expression';
  readonly source: string;
  /** The text as it stands in the file, with its `${{ }}`. */
  readonly written: string;
  readonly place: Place;
}
export interface ListToken {
  readonly kind: 'list';
  readonly items: readonly Token[];
  readonly place: Place;
}
export interface MapToken {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
  readonly place: Place;
}
export interface Entry {
  readonly key: string;
  readonly value: Token;
  /** Where the key stands; a problem with an entry is reported there. */
  readonly place: Place;
}

/** `file:line`, as editors and terminals link it. */
export const at = ({ file, line }: Place): string => `${file}:${line}`;

/** The same as GitHub puts it before its sentences about a file. */
export const inFile = ({ file, line, column }: Place): string =>
  column === undefined ? file : `${file} (Line: ${line}, Col: ${column})`;

/** Entries of a map; none for anything else, as after `pull_request:` without a value. */
export const entriesOf = (token: Token | undefined): readonly Entry[] => (token?.kind === 'map' ? token.entries : []);

/** The value under a key of a map. */
export const childOf = (token: Token | undefined, key: string): Token | undefined =>
  entriesOf(token).find((entry) => entry.key === key)?.value;

/** The text of a literal; `undefined` for anything else, null included. */
export const literalText = (token: Token | undefined): string | undefined =>
  token?.kind === 'literal' && token.value !== null ? String(token.value) : undefined;

/** The texts of a list of literals, or of one literal where GitHub takes either. */
export const literalTexts = (token: Token | undefined): readonly string[] => {
  if (token === undefined) return [];
  const items = token.kind === 'list' ? token.items : [token];
  return items.flatMap((item) => literalText(item) ?? []);
};

/** Whether a literal says `true`. */
export const isTrue = (token: Token | undefined): boolean => literalText(token) === 'true';
