import { parseAllDocuments } from 'yaml';

/** A Kubernetes object, as far as a release looks into it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly content: unknown;
}

/** `Deployment "api" in "dev"`, for sentences. */
export const describeManifest = ({ kind, name, namespace }: Manifest): string =>
  `${kind} "${name}"${namespace === '' ? '' : ` in "${namespace}"`}`;

/** Reads YAML as Kubernetes does: 1.1, whole numbers of any size, and no dates, which JSON does not have.
 *  @throws for text that is no YAML, and for documents that name no object */
export function parseManifests(yaml: string): Manifest[] {
  return parseAllDocuments(yaml, {
    version: '1.1',
    intAsBigInt: true,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'),
  }).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`The rendered manifests are no YAML: ${error.message}`);
    const content: unknown = document.toJS();
    return content === null || content === undefined ? [] : [manifest(content)];
  });
}

function manifest(content: unknown): Manifest {
  const metadata = field(content, 'metadata');
  const [apiVersion, kind] = [field(content, 'apiVersion'), field(content, 'kind')];
  const [name, namespace] = [field(metadata, 'name'), field(metadata, 'namespace') ?? ''];
  if (
    typeof apiVersion !== 'string' ||
    typeof kind !== 'string' ||
    typeof name !== 'string' ||
    typeof namespace !== 'string' ||
    name === ''
  ) {
    throw new Error(
      `A rendered document names no object: wanted apiVersion, kind and metadata.name, found ${excerpt(content)}.`,
    );
  }
  return { apiVersion, kind, name, namespace, content };
}

const excerpt = (content: unknown): string =>
  (JSON.stringify(content, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '').slice(0, 120);

export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
