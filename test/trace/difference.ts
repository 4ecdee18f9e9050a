import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from './json.ts';

/** A trace as it is written into files. */
export const printed = (trace: Json): string => `${JSON.stringify(trace, null, 2)}\n`;

/** A unified diff by git; empty when the traces are equal. */
export function difference(a: Json, b: Json): string {
  if (printed(a) === printed(b)) return '';
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));
  try {
    writeFileSync(join(folder, 'a'), printed(a));
    writeFileSync(join(folder, 'b'), printed(b));
    execFileSync('git', ['diff', '--no-index', '--no-color', '--unified=4', 'a', 'b'], { cwd: folder, stdio: 'pipe' });
    throw new Error('git sees no difference between two traces that are not equal.');
  } catch (error) {
    // It ends with 1 where there is one.
    const { status, stdout } = error as { status?: number; stdout?: Buffer };
    if (status !== 1 || stdout === undefined) throw error;
    return stdout.toString('utf8').split('\n').slice(4).join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
