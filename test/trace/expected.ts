import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from './difference.ts';
import { at, type Json, text } from './json.ts';

/** Traces that a real Kubernetes gave, one file each. */
export interface Records {
  /** @throws where none was recorded. */
  read(name: string): Json;
  /** Names of all that were recorded, in order. */
  names(): readonly string[];
  /** Writes traces, but for those that failed. @returns these. */
  write(traces: ReadonlyMap<string, Json>): readonly { readonly name: string; readonly why: string }[];
}

export const recordsIn = (folder: string): Records => ({
  read: (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Json,
  names: () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort(),
  write(traces) {
    const failed = [];
    for (const [name, trace] of traces) {
      if (at(trace, 'failed') === undefined) writeFileSync(join(folder, `${name}.json`), printed(trace));
      else failed.push({ name, why: text(trace, 'failed') });
    }
    return failed;
  },
});

/** Those of the API's cases. */
export const EXPECTED = recordsIn(join(import.meta.dirname, 'expected'));
