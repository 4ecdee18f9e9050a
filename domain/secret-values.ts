/** Any JSON object of Kubernetes, as far as it may hold secrets. */
interface MaybeSecret {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Shorter ones stand in every text by chance. */
const SHORTEST = 4;
/** From here on a value is found inside of words, too; shorter ones could be a part of any. */
const WITHIN_WORDS = 8;
/** Longer texts are looked for piece by piece: of a certificate any half is too much. */
const PIECE = 256;
const PIECES = 64;

/** Texts that are secret because a Secret holds them: each value, its lines, and what a value that is a configuration itself has as values. */
export const secretTexts = (object: MaybeSecret): readonly string[] =>
  object.kind === 'Secret'
    ? [...leaves(object['stringData']), ...leaves(object['data']).flatMap(decoded)].flatMap((text) => [
        text,
        ...text.split(/\r?\n/).flatMap((line) => [line.trim(), valueOfLine(line)]),
        ...configured(text),
      ])
    : [];

/** The same of a text that is no YAML, so that nobody knows what in it is a value: all that stands behind a key in a document of a Secret, without
 *  signs that YAML reads as something else. */
export const secretTextsOf = (manifests: string): readonly string[] =>
  manifests
    .split(/^---/m)
    .filter(
      (document) => /^\s*["']?kind["']?\s*:\s*["']?Secret\b/m.test(document) || /"kind"\s*:\s*"Secret"/.test(document),
    )
    .flatMap((document) => document.split(/\r?\n/))
    .flatMap((line) => {
      const value = valueOfLine(line);
      const bare = value.replace(/^(?:!!?\w+\s+)?[*&!|>@%`"'{[\s]+/, '').replace(/["'}\]\s]+$/, '');
      return [value, bare, ...bare.split(/[\s:,]+/)];
    });

/** Values of a value that is JSON: `.dockerconfigjson`, the key of a service account. */
function configured(text: string): readonly string[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    return leaves(JSON.parse(text));
  } catch {
    return [];
  }
}

/** `KEY=value` and `key: value`, of properties and of YAML. */
const valueOfLine = (line: string): string =>
  (/^\s*["']?[\w.-]+["']?\s*[:=]\s*(.*?),?$/.exec(line)?.[1] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');

/** Every text and number of a value, however deep, without walking deeper than anybody writes. */
function leaves(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > 20) return [];
  return Object.values(value).flatMap((inner) => leaves(inner, depth + 1));
}

/** What base64 stands for; itself, where it is not base64 or not text: somebody may have forgotten to encode it. */
function decoded(text: string): readonly string[] {
  const plain = Buffer.from(text, 'base64').toString('utf8');
  return plain.includes('\ufffd') || plain === '' ? [text] : [text, plain];
}

/** As a value stands in other texts: in JSON, in JSON within JSON, in addresses, in base64. */
function formsOf(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const base64 = Buffer.from(text).toString('base64');
  return [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(Buffer.from(text).toString('utf8')),
    base64,
    base64.replace(/=+$/, ''),
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    ...within(text),
  ];
}

/** In the middle of a longer text that was encoded, as `user:password` is: without the characters that hold bits of its neighbours. */
const within = (text: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const base64 = Buffer.from(`${' '.repeat(shift)}${text}`)
      .toString('base64')
      .replace(/=+$/, '');
    return base64.slice([0, 2, 3][shift], (Buffer.byteLength(text) + shift) % 3 === 0 ? undefined : -1);
  });

const inPieces = (text: string): readonly string[] =>
  text.length <= PIECE
    ? [text]
    : Array.from({ length: Math.min(PIECES, Math.ceil(text.length / PIECE)) }, (_, index) =>
        text.slice(index * PIECE, (index + 1) * PIECE),
      );

/** Go's way to quote what it did not expect; of a Secret that is a value. */
const UNEXPECTED = /(valueUnstructured\{Value:)[\s\S]*?\}(?=$|[\s,;.)])/g;

/** Takes the values out of a text, in every form in which programs write them.
 *  @param open texts that everybody sees anyway, such as the names of objects: without them no sentence could be read. */
export function secretMask(texts: Iterable<string>, open: ReadonlySet<string> = new Set()): (text: string) => string {
  const forms = new Set(
    [...new Set(texts)]
      .filter((text) => text.trim().length >= SHORTEST && !open.has(text))
      .flatMap(formsOf)
      .flatMap(inPieces)
      .filter((form) => form.trim().length >= SHORTEST),
  );
  if (forms.size === 0) return (text) => text.replace(UNEXPECTED, '$1***}');
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length).map(patternOf);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return (text) => text.replace(UNEXPECTED, '$1***}').replace(pattern, '***');
}

function patternOf(form: string): string {
  const escaped = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return form.length < WITHIN_WORDS ? `(?<![\\w-])${escaped}(?![\\w-])` : escaped;
}
