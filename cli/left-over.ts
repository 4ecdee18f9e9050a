import type { GeneratedFile } from '../domain/generated-file.ts';
import { isMarked } from './marked-files.ts';
import { listFiles, readText } from './repository-files.ts';

/** Files of a repository that say they are generated, where generated files are, and that nothing makes any longer. */
export function leftOver(root: string, generated: readonly GeneratedFile[]): readonly string[] {
  const made = new Set(generated.map(({ path }) => path));
  return listFiles(root).filter((path) => !made.has(path) && isMarked(path, readText(root, path) ?? ''));
}
