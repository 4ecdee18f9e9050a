import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('kubectl.ts', import.meta.url));
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The PATH of jobs: that of this machine where it has a `kubectl`, else with the stand-in in front.
 *  @param folder gets the stand-in's program */
export async function pathWithKubectl(
  path: string,
  folder: string,
): Promise<{ readonly path: string; readonly standIn: boolean }> {
  if (path.split(delimiter).some((one) => one !== '' && isExecutable(join(one, 'kubectl'))))
    return { path, standIn: false };
  await mkdir(folder, { recursive: true });
  const call = [process.execPath, '--disable-warning=ExperimentalWarning', SCRIPT].map(quote).join(' ');
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\nexec ${call} "$@"\n`, { mode: 0o755 });
  return { path: [folder, path].join(delimiter), standIn: true };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
