import { readDocuments } from '../kubernetes-yaml.ts';

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

/** @throws for text that is no YAML, and for documents that name no object */
export const parseManifests = (yaml: string): Manifest[] =>
  readDocuments(yaml).map((document) => {
    if (document.kind === 'problem') throw new Error(`The rendered manifests are no YAML: ${document.message}`);
    return manifest(document.value);
  });

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
