import { type Document, isScalar, parseAllDocuments, type ScalarTag, visit } from 'yaml';
import { readScalar } from '../domain/kubernetes-scalar.ts';

/** One document of a text of manifests. */
export type ManifestDocument =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly message: string };

/** Reads YAML as kubectl and the API server do: words by `readScalar`, keys as text, no dates. A document without content is left out.
 *  Whole numbers for which JavaScript has no exact number are bigints. */
export const readDocuments = (text: string): readonly ManifestDocument[] =>
  parseAllDocuments(text, { version: '1.1', schema: 'failsafe', merge: true, logLevel: 'silent', customTags })
    .map(read)
    .filter((document) => document.kind === 'problem' || (document.value !== null && document.value !== undefined));

function read(document: Document): ManifestDocument {
  const [error] = document.errors;
  const message = error?.message.split('\n')[0] ?? keyProblem(document);
  if (message !== undefined) return { kind: 'problem', message };
  try {
    return { kind: 'value', value: document.toJS() };
  } catch (thrown) {
    // An alias of nothing shows only now.
    return { kind: 'problem', message: (thrown as Error).message };
  }
}

/** JSON's keys are texts: what is written as another word becomes one, `on` is "true"; nothing and lists have none. */
function keyProblem(document: Document): string | undefined {
  let found: string | undefined;
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) ? key.value !== null : typeof key === 'string') return undefined;
      found = `A key is a text; found ${String(key)}`;
      return visit.BREAK;
    },
  });
  return found;
}

const YAML = 'tag:yaml.org,2002:';
type Resolve = ScalarTag['resolve'];

const resolveWord: Resolve = (word, onError) => {
  const scalar = readScalar(word);
  if (scalar.kind === 'value') return scalar.value;
  onError(`JSON has no such number: ${word}`);
  return word;
};

/** A tag that somebody wrote: the value has to be of its kind, also where it is quoted. */
const written = (name: string, fits: (value: unknown) => boolean): ScalarTag => ({
  tag: `${YAML}${name}`,
  resolve(word, onError, options) {
    const value = resolveWord(word, onError, options);
    if (!fits(value)) onError(`"${word}" is no !!${name}`);
    return value;
  },
});

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';
const ANY_WORD = /^/;

const TAGS: readonly ScalarTag[] = [
  { tag: `${YAML}timestamp`, resolve: (word) => word },
  { tag: `${YAML}binary`, resolve: (word) => Buffer.from(word, 'base64').toString('utf8') },
  written('int', isNumber),
  written('float', isNumber),
  written('bool', (value) => typeof value === 'boolean'),
  written('null', (value) => value === null),
  { tag: `${YAML}word`, default: true, test: ANY_WORD, resolve: resolveWord },
];

const customTags = <Tag>(tags: readonly Tag[]): (Tag | ScalarTag)[] => [...tags, ...TAGS];
