import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import { groupVersion, isCustom, type ResourceType } from '../storage/resource-type.ts';
import type { Page } from './listing.ts';
import { tableOf } from './table.ts';

/** The form a client asked for: whole objects, a table of cells, or metadata alone.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources */
export interface Representation {
  one(type: ResourceType, object: KubernetesObject): unknown;
  many(type: ResourceType, page: Page): unknown;
}

/** Chooses by `Accept`, the first form that is served. @throws {StatusError} 406 when none is. */
export const representationFor = (
  accept: string | undefined,
  includeObject: string | null,
  now: () => number,
): Representation => {
  const wanted = (accept === undefined || accept === '' ? 'application/json' : accept)
    .split(',')
    .map((part) => part.trim());
  for (const form of wanted) {
    if (!/^(application\/(json|\*)|\*\/\*)/.test(form)) continue;
    const as = /;as=([A-Za-z]+)/.exec(form)?.[1];
    if (as === undefined) return whole;
    if (as === 'Table') return table(includeObject ?? 'Metadata', now);
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return metadataOnly;
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    `only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io; got ${wanted.join(', ')}`,
  );
};

const whole: Representation = {
  one: (_type, object) => object,
  // As from a real server: items of a list of a built-in kind name neither version nor kind.
  many: (type, { metadata, items }) => ({
    kind: `${type.kind}List`,
    apiVersion: groupVersion(type),
    metadata,
    items: isCustom(type.group) ? items : items.map(({ kind: _kind, apiVersion: _version, ...item }) => item),
  }),
};

const partial = ({ metadata }: KubernetesObject): unknown => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});

const metadataOnly: Representation = {
  one: (_type, object) => partial(object),
  many: (_type, { metadata, items }) => ({
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    items: items.map(partial),
  }),
};

const table = (include: string, now: () => number): Representation => {
  const shown = (object: KubernetesObject): unknown => {
    if (include === 'None') return undefined;
    return include === 'Object' ? object : partial(object);
  };
  return {
    one: (type, object) =>
      tableOf(type, { metadata: { resourceVersion: object.metadata.resourceVersion }, items: [object] }, shown, now()),
    many: (type, page) => tableOf(type, page, shown, now()),
  };
};
