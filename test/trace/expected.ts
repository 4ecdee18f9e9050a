import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from './difference.ts';
import { at, type Json, text } from './json.ts';

const FOLDER = join(import.meta.dirname, 'expected');

/** The trace that a real Kubernetes gave for this case. @throws where none was recorded. */
export const readExpected = (name: string): Json =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Json;

/** Names of all cases that have a recorded trace. */
export const recorded = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** Writes traces, one file each, but for cases that failed.
 *  @returns those. */
export function writeExpected(
  traces: ReadonlyMap<string, Json>,
): readonly { readonly name: string; readonly why: string }[] {
  const failed = [];
  for (const [name, trace] of traces) {
    if (at(trace, 'failed') === undefined) writeFileSync(join(FOLDER, `${name}.json`), printed(trace));
    else failed.push({ name, why: text(trace, 'failed') });
  }
  return failed;
}
