import { posix } from 'node:path';
import { parse } from 'yaml';
import type { ReadFile } from './build.ts';
import type { FieldSpec, NameReference } from './name-reference.ts';

/** What the `configurations` of a kustomization tell of fields that name objects.
 *  @throws for a file that is not there, and for what is told of anything else */
export const toldReferences = (files: readonly unknown[], directory: string, readFile: ReadFile): NameReference[] =>
  files.flatMap((file) => {
    const path = posix.join(directory, String(file));
    const text = readFile(path);
    if (text === undefined) throw new Error(`The configuration ${path} does not exist.`);
    const refuse = (what: string): never => {
      throw new Error(
        `${path} tells ${what}, which Sluice's own renderer does not know. Install kubectl: it renders every kustomization.`,
      );
    };
    const told: unknown = parse(text, { version: '1.1' });
    for (const field of Object.keys(fieldsOf(told))) if (field !== 'nameReference') refuse(field);
    return listOf(fieldsOf(told)['nameReference']).map((entry): NameReference => {
      const { kind, fieldSpecs, ...more } = fieldsOf(entry);
      for (const field of Object.keys(more))
        if (!['group', 'version'].includes(field)) refuse(`${field} of a reference`);
      if (typeof kind !== 'string') return refuse('a reference without a kind');
      return {
        kind,
        fieldSpecs: listOf(fieldSpecs).map((each) => fieldSpec(each) ?? refuse('a field without a kind')),
      };
    });
  });

function fieldSpec(given: unknown): FieldSpec | undefined {
  const { kind, path, group, version, ...more } = fieldsOf(given);
  if (typeof kind !== 'string' || typeof path !== 'string' || Object.keys(more).length > 0) return undefined;
  return {
    ...{ kind, path },
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof version === 'string' ? { version } : {}),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
