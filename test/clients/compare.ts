import { join } from 'node:path';
import type { Comparison } from '../trace/compare.ts';
import { difference } from '../trace/difference.ts';
import { recordsIn } from '../trace/expected.ts';
import type { Json } from '../trace/json.ts';
import type { ClientScript } from './client-script.ts';

/** What the clients said on a real Kubernetes v1.36.3. */
export const EXPECTED = recordsIn(join(import.meta.dirname, 'expected'));

/** Compares what the clients said twice, script by script. */
export const compared = (
  scripts: readonly ClientScript[],
  first: (name: string) => Json,
  second: (name: string) => Json,
): readonly Comparison[] =>
  scripts.map(({ name }) => {
    const found = difference(first(name), second(name));
    return { name, equal: found === '', difference: found };
  });
