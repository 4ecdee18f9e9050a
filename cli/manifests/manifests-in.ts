import { InvalidInput } from '../../domain/problem.ts';
import { readDocuments } from '../../engine/kubernetes-yaml.ts';
import { fieldsOf, isFields, listOf, textOf, valueAt } from '../../manifests-src/rules/read/fields.ts';
import type { Manifest } from '../../manifests-src/rules/tree.ts';

/** The objects of a text of YAML documents, those of lists among them.
 *  @throws {InvalidInput} for what is no object of Kubernetes */
export function manifestsIn(text: string, from: string): readonly Manifest[] {
  const documents = readDocuments(text);
  const broken = documents.filter((document) => document.kind === 'problem');
  const values = documents.filter((document) => document.kind === 'value').map(({ value }) => value);
  const objects = broken.length > 0 ? [] : values.flatMap(unlisted);
  const problems = [
    ...broken.map(({ message }) => ({ field: from, value: undefined, message: `It is no YAML: ${message}` })),
    ...objects
      .filter((value) => !isManifest(value))
      .map((value) => ({
        field: from,
        value,
        message: 'An object of Kubernetes has apiVersion, kind and metadata.name. Leave this out, or complete it.',
      })),
  ];
  if (problems.length > 0) throw new InvalidInput('The folder', problems);
  return objects.filter(isManifest);
}

const unlisted = (value: unknown): readonly unknown[] =>
  textOf(fieldsOf(value)['kind'])?.endsWith('List') === true && Array.isArray(fieldsOf(value)['items'])
    ? listOf(fieldsOf(value)['items']).flatMap(unlisted)
    : [value];

const isManifest = (value: unknown): value is Manifest =>
  isFields(value) &&
  typeof value['apiVersion'] === 'string' &&
  typeof value['kind'] === 'string' &&
  typeof valueAt(value, 'metadata', 'name') === 'string';
