import { posix } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { BuiltObject } from './built-object.ts';
import { withPrefix } from './name-prefix.ts';
import { strategicMerge } from './strategic-merge.ts';
import { toldReferences } from './told-references.ts';

/** Reads a file of the tree; `undefined` when there is none. */
export type ReadFile = (path: string) => string | undefined;

interface ImageChange {
  readonly name: string;
  readonly newName?: string;
  readonly digest?: string;
}

const KNOWN = new Set([
  ...['apiVersion', 'kind', 'resources', 'namespace', 'namePrefix', 'configurations', 'patches', 'images'],
]);
const CLUSTER_SCOPED = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
]);

/** Builds a kustomize directory as far as the trees go that Sluice generates; a field beyond that is refused by name, never
 *  passed over. Equal to `kubectl kustomize` up to the order of documents and keys. */
export function buildKustomization(directory: string, readFile: ReadFile): BuiltObject[] {
  const path = posix.join(directory, 'kustomization.yaml');
  const text = readFile(path);
  if (text === undefined) throw new Error(`${path} does not exist, so "${directory}" cannot be rendered.`);
  const kustomization: Record<string, unknown> = parse(text, { version: '1.1' }) ?? {};
  const unknown = Object.keys(kustomization).filter((field) => !KNOWN.has(field));
  if (unknown.length > 0) {
    throw new Error(
      `${path} uses ${unknown.join(', ')}, which Sluice's own renderer does not know. Install kubectl: it renders every kustomization.`,
    );
  }
  const resources = list<string>(kustomization['resources']).flatMap((resource) =>
    load(posix.join(directory, resource), readFile),
  );
  const namespace = kustomization['namespace'];
  const patched = list<{ path?: string }>(kustomization['patches']).reduce(
    (objects, patch) => applyPatch(objects, patch, directory, readFile),
    resources,
  );
  const placed = patched.map((object) => (typeof namespace === 'string' ? inNamespace(object, namespace) : object));
  const told = toldReferences(list(kustomization['configurations']), directory, readFile);
  const prefix = kustomization['namePrefix'];
  const named = typeof prefix === 'string' ? withPrefix(placed, prefix, { told, where: path }) : placed;
  return named.map((object) =>
    list<ImageChange>(kustomization['images']).reduce(
      (changed, image) => withImage(changed, image) as BuiltObject,
      object,
    ),
  );
}

function list<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value : [];
}

function load(path: string, readFile: ReadFile): BuiltObject[] {
  const text = readFile(path);
  return text === undefined ? buildKustomization(path, readFile) : documents(text);
}

const documents = (text: string): BuiltObject[] =>
  parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
    const value = document.toJS();
    return value === null ? [] : [value];
  });

function applyPatch(
  objects: readonly BuiltObject[],
  patch: { path?: string },
  directory: string,
  readFile: ReadFile,
): BuiltObject[] {
  const unknown = Object.keys(patch).filter((field) => field !== 'path');
  if (patch.path === undefined || unknown.length > 0) {
    throw new Error(
      `A patch of "${directory}" is not a plain file (${Object.keys(patch).join(', ')}). Install kubectl: it renders every kustomization.`,
    );
  }
  const path = posix.join(directory, patch.path);
  const text = readFile(path);
  if (text === undefined) throw new Error(`The patch ${path} does not exist.`);
  return documents(text).reduce<BuiltObject[]>(
    (changed, change) => {
      const matches = (object: BuiltObject): boolean =>
        object.kind === change.kind && object.metadata.name === change.metadata.name;
      if (!changed.some(matches))
        throw new Error(
          `${path} patches ${change.kind} "${change.metadata.name}", which "${directory}" does not have.`,
        );
      return changed.map((object) => (matches(object) ? (strategicMerge(object, change) as BuiltObject) : object));
    },
    [...objects],
  );
}

const inNamespace = (object: BuiltObject, namespace: string): BuiltObject =>
  CLUSTER_SCOPED.has(object.kind) ? object : { ...object, metadata: { ...object.metadata, namespace } };

function withImage(value: unknown, image: ImageChange, field = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item) =>
      field === 'containers' || field === 'initContainers'
        ? withImage(renamed(item, image), image)
        : withImage(item, image),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withImage(inner, image, key)]));
}

function renamed(container: unknown, { name, newName, digest }: ImageChange): unknown {
  if (
    typeof container !== 'object' ||
    container === null ||
    !('image' in container) ||
    typeof container.image !== 'string'
  )
    return container;
  const current = container.image.split('@')[0]?.replace(/:[^/:]*$/, '');
  if (current !== name) return container;
  return { ...container, image: `${newName ?? name}${digest === undefined ? '' : `@${digest}`}` };
}
