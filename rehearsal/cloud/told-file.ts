import { NotRehearsed } from '../workflow/problems.ts';

/** Where an administrator finds what the cloud is told, from the root of the repository. */
export const IDENTITIES_FILE = 'setup/gcp/identities.json';
const SCHEMA = 'sluice.identities/v1';

/** What it says, part by part. @throws {NotRehearsed} for a file of another schema */
export function toldFile(text: string): Table {
  const file = table(JSON.parse(text), 'the file');
  if (file['schema'] !== SCHEMA) throw odd(`schema "${String(file['schema'])}"; wanted "${SCHEMA}"`);
  return file;
}

export type Table = Readonly<Record<string, unknown>>;

export function table(value: unknown, at: string): Table {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Table;
  throw odd(`${at}, which is no object,`);
}

export function word(of: Table, key: string, at: string): string {
  const value = of[key];
  if (typeof value === 'string' && value !== '') return value;
  throw odd(`${at} without a text "${key}"`);
}

export function entries(of: Table, key: string, at: string): readonly unknown[] {
  const value = of[key];
  if (Array.isArray(value)) return value;
  throw odd(`${at} without a list "${key}"`);
}

export const odd = (what: string): NotRehearsed =>
  new NotRehearsed([
    { what: `${IDENTITIES_FILE}: ${what}`, place: undefined, next: 'run "sluice synth", which writes this file anew' },
  ]);
