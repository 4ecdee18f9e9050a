import { rememberedText } from '../language/remembered.ts';

/** Words and numbers that YAML 1.1 or 1.2 reads as something other than text, among them `on`, `yes`, `012`, `12:30:00`, `1e3`, and
 *  `E0`, which readers of 1.1 take for a number without digits in front.
 *  @see https://yaml.org/type/bool.html and https://yaml.org/spec/1.2.2/#103-core-schema */
const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+.]?\d.*|[-+]?e[-+]?\d+|[-+]?\.(?:inf|nan|\d.*))$/i;

/** Characters that may stand in unquoted text in a block, wherever they stand. */
const PLAIN = /^(?:\.\/|[A-Za-z0-9_/$(\\])[A-Za-z0-9 _./$()\\,=+@*&!|<>?^~;'"%{}[\]:#-]*$/;

/** Characters that YAML cannot carry raw, or that its readers treat as line ends. Lone surrogates are no text at all. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line of text as a YAML scalar that every reader, of 1.1 or 1.2, takes for exactly this text. Keys and names come again in every step. */
export const quote = rememberedText(1000, (text: string): string => {
  if (isPlain(text)) return text;
  return /^[^'\n\t]*$/.test(text) && !isUnprintable(text) ? `'${text}'` : doubleQuoted(text);
});

const isPlain = (text: string): boolean => PLAIN.test(text) && !NOT_TEXT.test(text) && !/: |:$| #| $/.test(text);

const doubleQuoted = (text: string): string => `"${oneLine(text.replace(/[\\"]/g, '\\$&'))}"`;

/** The text with everything escaped that would end its line, or that YAML cannot carry. */
export const oneLine = (text: string): string =>
  // Nearly every text is one.
  /^[ -~]*$/.test(text)
    ? text
    : text
        .replace(/\n/g, '\\n')
        .replace(/\t/g, '\\t')
        .replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Whether a text can be a line of a folded block: it begins and ends with something to see, and holds nothing that is escaped. */
export const isFoldable = (text: string): boolean => /^\S(.*\S)?$/.test(text) && oneLine(text) === text;

const isUnprintable = (text: string): boolean => text.search(UNPRINTABLE) >= 0;

/** Whether text of several lines can stand in a literal block (`|`): nothing that a block cannot carry or would change. */
export const isBlockText = (text: string): boolean =>
  text.includes('\n') &&
  /^[^\s#]/.test(text) &&
  !isUnprintable(text) &&
  !text.endsWith('\n\n') &&
  text.split('\n').every((line) => line === '' || line.trim() !== '');
