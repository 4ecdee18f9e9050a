import type { Problem } from '../../../domain/problem.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import { readDocuments } from '../../kubernetes-yaml.ts';
import type { KubernetesObject } from '../cluster.ts';
import { withoutNullFields } from './null-fields.ts';

/** One object as the text has it. It may have a `generateName` instead of a name: then its name is empty. */
export interface WrittenObject {
  /** Where it stands: `manifests[2]`, or `manifests[2].items[0]` in a list. */
  readonly at: string;
  readonly object: KubernetesObject;
}

export interface ManifestObjects {
  readonly objects: readonly WrittenObject[];
  readonly problems: readonly Problem[];
}

/** Everything that a text of manifests holds, lists unfolded as kubectl does: whatever has `items` and no name is one.
 *  @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/apis/meta/v1/unstructured/helpers.go */
export function writtenObjects(text: string): ManifestObjects {
  const objects: WrittenObject[] = [];
  const problems: Problem[] = [];
  for (const [index, document] of readDocuments(text).entries()) {
    const at = `manifests[${index}]`;
    if (document.kind === 'problem')
      problems.push({
        field: at,
        value: '…',
        message: `This is no YAML that Kubernetes reads: ${reasonOf(document)}.`,
      });
    else unfold(document.value, at);
  }
  return { objects, problems };

  function unfold(value: unknown, at: string): void {
    const items = itemsOf(value);
    if (items !== undefined) {
      for (const [index, item] of items.entries()) unfold(item, `${at}.items[${index}]`);
      return;
    }
    const object = namedObject(value);
    if (object !== undefined) objects.push({ at, object: withoutNullFields(object) });
    else problems.push({ field: at, value: '…', message: wantedSentence(value) });
  }
}

/** Without the line: a text may be made of many files, and whoever shows the problem says where it is. */
const reasonOf = ({ message }: { readonly message: string }): string =>
  message.replace(/ at line \d+, column \d+:?$/, '');

/** The items of a list, each with its kind: lists of one kind say it only once. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, metadata } = value;
  const items: unknown = kind === 'List' ? (value['items'] ?? []) : value['items'];
  if (!Array.isArray(items)) return undefined;
  if (isRecord(metadata) && typeof metadata['name'] === 'string' && metadata['name'] !== '') return undefined;
  if (typeof kind !== 'string' || !kind.endsWith('List') || kind === 'List') return items;
  const own = { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.map((item: unknown) => (isRecord(item) ? { ...own, ...item } : item));
}

function namedObject(value: unknown): KubernetesObject | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isRecord(metadata)) return undefined;
  const { name, generateName } = metadata;
  if (typeof name !== 'string' && typeof generateName !== 'string') return undefined;
  const { namespace, ...rest } = metadata;
  // An empty namespace is none, as to kubectl.
  const own = typeof namespace === 'string' && namespace !== '' ? { namespace } : {};
  return { ...value, apiVersion, kind, metadata: { ...rest, ...own, name: typeof name === 'string' ? name : '' } };
}

function wantedSentence(value: unknown): string {
  const wanted = 'Wanted an object with apiVersion, kind and metadata.name';
  if (!isRecord(value)) return `${wanted}.`;
  const { apiVersion, kind, metadata } = value;
  const name = isRecord(metadata) ? metadata['name'] : undefined;
  const words = Object.entries({ apiVersion, kind, 'metadata.name': name });
  const read = words.flatMap(([field, word]) =>
    word === undefined || typeof word === 'string'
      ? []
      : [`${field} is read as ${String(word)}; quote it if it is a text`],
  );
  if (read.length > 0) return `${wanted}; ${read.join(', ')}.`;
  const missing = words.flatMap(([field, word]) => (word === undefined ? [field] : []));
  return missing.length < words.length
    ? `${wanted}; it has no ${missing.join(' and no ')}. Write it, or leave this document out.`
    : `${wanted}.`;
}
