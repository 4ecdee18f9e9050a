import type { Hint } from './folder.ts';

const FIELDS = {
  shows: ['page', 'file', 'before', 'words', 'after'],
  failing: ['file', 'replace', 'by'],
  erring: ['page', 'file', 'replace', 'by'],
  tests: ['file'],
} as const satisfies { readonly [Kind in keyof Hint]-?: readonly (keyof NonNullable<Hint[Kind]>)[] };

/** Hints by the name of the service. Paths are from the folder of the file.
 *  @throws one sentence that names what is not understood: nothing of it is ignored */
export function readHints(file: string, text: string): ReadonlyMap<string, Hint> {
  const wrong = (what: string): Error => new Error(`${file}: ${what}.`);
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  if (!isTable(told)) throw wrong('it is no object of services');
  for (const [service, hint] of Object.entries(told)) {
    if (!isTable(hint)) throw wrong(`"${service}" is no object`);
    for (const [kind, value] of Object.entries(hint)) {
      const fields: readonly string[] | undefined = Object.hasOwn(FIELDS, kind)
        ? FIELDS[kind as keyof Hint]
        : undefined;
      if (fields === undefined || !isTable(value)) throw wrong(`"${service}.${kind}" is not understood`);
      for (const field of fields)
        if (typeof value[field] !== 'string') throw wrong(`"${service}.${kind}.${field}" is no text`);
      const more = Object.keys(value).find((field) => !fields.includes(field));
      if (more !== undefined) throw wrong(`"${service}.${kind}.${more}" is not understood`);
    }
  }
  return new Map(Object.entries(told as Readonly<Record<string, Hint>>));
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
