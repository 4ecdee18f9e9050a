import type { KubernetesObject } from '../kubernetes-object.ts';
import { compare } from './comparison.ts';
import type { FieldSet } from './field-set.ts';
import { fieldsOf } from './owned-fields.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** Where `kubectl apply` writes what it applied, unless it applies from the server side. */
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** The only manager whose apply goes on from what was applied from the client side. */
export const KUBECTL = 'kubectl';

/** Fields that are still as `kubectl apply` set them from the client side: `kubectl apply --server-side` may take these over
 *  from whoever is recorded as their manager. apimachinery `pkg/util/managedfields/internal/lastappliedmanager.go` */
export const lastAppliedFields = (live: KubernetesObject, type: TypeExpression): FieldSet => {
  const text = live.metadata.annotations?.[ANNOTATION];
  const applied = text === undefined ? undefined : parsed(text);
  if (applied === undefined || applied.apiVersion !== live.apiVersion) return new Set();
  const { managedFields: _managers, ...metadata } = live.metadata;
  const { added, modified, removed } = compare(applied, { ...live, metadata }, type);
  return new Set(
    [...fieldsOf(applied, type)].filter((path) => !added.has(path) && !modified.has(path) && !removed.has(path)),
  );
};

const parsed = (text: string): KubernetesObject | undefined => {
  try {
    return JSON.parse(text) as KubernetesObject;
  } catch {
    return undefined;
  }
};

const MAX_ANNOTATION_BYTES = 256 * 1024;

/** The object with its note of what was last applied brought up to date, where it has one; without it where it would be too
 *  long. apimachinery `pkg/util/managedfields/internal/lastappliedupdater.go` */
export const withLastApplied = (result: KubernetesObject, configuration: KubernetesObject): KubernetesObject => {
  const { [ANNOTATION]: last, ...others } = result.metadata.annotations ?? {};
  if (!last) return result;
  const text = goJson(withoutNote(configuration));
  const size = Object.entries({ ...others, [ANNOTATION]: text }).reduce(
    (bytes, [key, value]) => bytes + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  const annotations = size > MAX_ANNOTATION_BYTES ? others : { ...others, [ANNOTATION]: text };
  return { ...result, metadata: { ...result.metadata, annotations } };
};

const withoutNote = ({ metadata, ...rest }: KubernetesObject): unknown => {
  const { annotations, managedFields: _managers, ...others } = metadata;
  const { [ANNOTATION]: _note, ...kept } = annotations ?? {};
  return { ...rest, metadata: Object.keys(kept).length === 0 ? others : { ...others, annotations: kept } };
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
};

/** JSON as Go's encoder writes it: keys in order, nothing that HTML would read, a line of its own. */
const goJson = (value: unknown): string =>
  `${JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
