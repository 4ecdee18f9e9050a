import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file as somebody has reviewed it; with `UPDATE_GOLDEN=1` that is what it is now. */
export function reviewed(golden: string, content: string): string {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(golden), { recursive: true });
    writeFileSync(golden, content);
  }
  return readFileSync(golden, 'utf8');
}
