import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../domain/generated-file.ts';

/** Writes what differs, so that nothing else gets a new time. Generated files cannot be written by accident, here as by projen.
 *  @param read what stands at a path, as it is compared
 *  @returns the paths that were written */
export function writeFiles(
  root: string,
  files: readonly GeneratedFile[],
  read: (path: string) => string | undefined,
): readonly string[] {
  const changed = files.filter(({ path, content }) => read(path) !== content);
  for (const { path, content } of changed) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) chmodSync(file, 0o644);
    writeFileSync(file, content);
    chmodSync(file, 0o444);
  }
  return changed.map(({ path }) => path);
}

/** Removes files that are generated no longer. */
export function removeFiles(root: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path));
}
