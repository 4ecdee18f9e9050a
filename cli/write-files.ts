import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { PartlyWritten } from './system-sentence.ts';

/** Writes what differs, so that nothing else gets a new time. Generated files cannot be written by accident, here as by projen.
 *  @param read what stands at a path, as it is compared
 *  @returns the paths that were written @throws {PartlyWritten} for the first one that the system refuses */
export function writeFiles(
  root: string,
  files: readonly GeneratedFile[],
  read: (path: string) => string | undefined,
): readonly string[] {
  const changed = files.filter(({ path, content }) => read(path) !== content);
  changed.forEach((file, before) => {
    try {
      writeFile(join(root, file.path), file.content);
    } catch (error) {
      throw new PartlyWritten(before, error);
    }
  });
  return changed.map(({ path }) => path);
}

function writeFile(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) chmodSync(file, 0o644);
  writeFileSync(file, content);
  chmodSync(file, 0o444);
}

/** Removes files that are generated no longer. */
export function removeFiles(root: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path));
}
