import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where projen lists the files that it deletes when nobody makes them any longer. */
const LIST = '.projen/files.json';

/** Takes paths from projen's list of its files, so that it does not delete them. It writes the list again in the same synthesis. */
export function forgetFiles(folder: string, paths: readonly string[]): void {
  const list = join(folder, LIST);
  if (!existsSync(list)) return;
  const said = JSON.parse(readFileSync(list, 'utf8')) as { readonly files?: readonly string[] };
  chmodSync(list, 0o644);
  writeFileSync(list, JSON.stringify({ ...said, files: (said.files ?? []).filter((path) => !paths.includes(path)) }));
}
