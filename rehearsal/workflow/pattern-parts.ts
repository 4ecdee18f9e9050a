/** A part of a filter pattern, for one letter of a name. */
export interface PatternPart {
  takes(letter: string): boolean;
  /** Whether it takes as many letters as there are. */
  readonly again: boolean;
  /** How many parts further one may go without a letter. */
  readonly leaps: readonly number[];
}

type Takes = PatternPart['takes'];

const once = (takes: Takes): PatternPart => ({ takes, again: false, leaps: [] });
const maybe = (takes: Takes): PatternPart => ({ takes, again: false, leaps: [1] });
const many = (takes: Takes): PatternPart => ({ takes, again: true, leaps: [1] });

const any: Takes = () => true;
const inFolder: Takes = (letter) => letter !== '/';
const literally =
  (wanted: string): Takes =>
  (letter) =>
    letter === wanted;

/** Folders, or none: what comes next may begin here, or behind a slash. */
const folders: readonly PatternPart[] = [
  { takes: () => false, again: false, leaps: [1, 3] },
  many(any),
  once(literally('/')),
];

/** What the part before `?` and `+` is: one letter, or something that is repeated already. */
type Before =
  | { readonly kind: 'letter'; readonly takes: Takes }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'nothing' };

/** The parts of a pattern, in their order. @throws {SyntaxError} where `?` and `+` are about nothing, or a range is none */
export function readPattern(pattern: string): readonly PatternPart[] {
  const letters = [...pattern];
  const parts: PatternPart[] = [];
  let before: Before = { kind: 'nothing' };
  const repeated = (...more: readonly PatternPart[]): void => {
    parts.push(...more);
    before = { kind: 'repeated' };
  };
  const letter = (takes: Takes): void => {
    parts.push(once(takes));
    before = { kind: 'letter', takes };
  };
  for (let index = 0; index < letters.length; index += 1) {
    const character = letters[index] ?? '';
    const [next, third] = [letters[index + 1], letters[index + 2]];
    const begins = index === 0 || letters[index - 1] === '/';
    if (character === '*' && next === '*' && third === '/' && begins) {
      repeated(...folders); // `**/docs` matches `docs` too.
      index += 2;
    } else if (character === '*' && next === '*') {
      repeated(many(any));
      index += 1;
    } else if (character === '*') repeated(many(inFolder));
    else if (character === '?' || character === '+') {
      before = quantified(parts, before, character, pattern);
    } else if (character === '[') {
      const end = letters.indexOf(']', index);
      letter(end < 0 ? literally('[') : oneOf(letters.slice(index + 1, end).join('')));
      if (end >= 0) index = end;
    } else if (character === '\\' && next !== undefined) {
      letter(literally(next));
      index += 1;
    } else letter(literally(character));
  }
  return parts;
}

/** Zero or one, or one or more, of the letter before. Behind what is repeated a `?` changes nothing of what is admitted. */
function quantified(parts: PatternPart[], before: Before, character: '?' | '+', pattern: string): Before {
  if (before.kind === 'repeated' && character === '?') return { kind: 'nothing' };
  if (before.kind !== 'letter') throw new SyntaxError(`${pattern}: "${character}" is about nothing`);
  if (character === '?') parts[parts.length - 1] = maybe(before.takes);
  else parts.push(many(before.takes));
  return { kind: 'repeated' };
}

/** Letters and ranges of them, as a regular expression has them; nothing is left out by `^`. */
function oneOf(inside: string): Takes {
  const wanted = new RegExp(`^[${inside.replace(/[\\^[]/g, '\\$&')}]$`, 'su');
  return (letter) => wanted.test(letter);
}
