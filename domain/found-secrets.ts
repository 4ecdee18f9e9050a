import { keptForms, OWN_FORMS, SECRET_WORDS } from './mask.ts';

/** A place of a text that looks like a secret. What it says is kept nowhere. */
export interface FoundSecret {
  /** From 1. */
  readonly line: number;
  /** What kind of secret it looks like. */
  readonly kind: string;
}

/** A line that says so holds none, by the word of gitleaks, which many repositories have already. */
const ALLOWED = 'gitleaks:allow';
/** Bits a character: of words and of what people write for an example there are fewer. */
const LEAST_ENTROPY = 3.5;

/** A file has its keys whole; the last lines of one stand alone in a log at most. */
const WHOLE_FORMS = OWN_FORMS.filter(({ id }) => id !== 'private-key-end');

/** `password = "…"`, `API_KEY: …`: a name that says so, and a value that is written out. */
const ASSIGNED = new RegExp(
  `(?:${SECRET_WORDS})[\\w-]{0,40}["']?\\s{0,8}(?::=|=>|[:=])\\s{0,8}["'\`]?([\\w+/=.~!@#%^&*-]{12,200})(?=["'\`]?\\s{0,8}(?:[,;)}\\]#]|\\r|$))`,
  'gim',
);
const NO_VALUE =
  /example|placeholder|change.?me|dummy|your[-_]|insert|redacted|012345|123456|abcdef|^[a-z]+(?:[-_.][a-z]+)*$/i;

/** What looks like a secret in a text of any kind: by the rules that refuse one at synthesis and mask logs, and behind a name that says so where
 *  the value looks as if nobody had made it up. Finds no secret that is a word. @returns at most one a line and kind, in the order of lines */
export function findSecrets(text: string): readonly FoundSecret[] {
  const places = [
    ...[...WHOLE_FORMS, ...keptForms(text)].flatMap(({ id, expression }) =>
      [...text.matchAll(expression)].map(({ index }) => ({ index, kind: id })),
    ),
    ...[...text.matchAll(ASSIGNED)]
      .filter(([, value = '']) => looksRandom(value))
      .map(({ index }) => ({ index, kind: 'value-of-a-secret' })),
  ];
  return linesOf(text, places);
}

/** Letters and digits, in an order that nobody would think of. */
const looksRandom = (value: string): boolean =>
  /\d/.test(value) && /[a-z]/i.test(value) && !NO_VALUE.test(value) && entropyOf(value) >= LEAST_ENTROPY;

/** Shannon's, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

function linesOf(text: string, places: readonly { readonly index: number; readonly kind: string }[]) {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const found = new Map<string, FoundSecret>();
  for (const { index, kind } of places) {
    // The first sign of a place may be what stands before it.
    const line = starts.findLastIndex((start) => start <= index) + 1;
    const said = text.slice(starts[line - 1], starts[line] ?? text.length);
    if (!said.includes(ALLOWED)) found.set(`${line} ${kind}`, { line, kind });
  }
  return [...found.values()].sort((a, b) => a.line - b.line);
}
