import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('kubectl.ts', import.meta.url));
/** What the stand-in is made of. */
const SOURCES = ['rehearsal/kubectl', 'manifests-src', 'domain', 'node_modules/yaml', 'package.json'].map((path) =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url)),
);
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The PATH of jobs: that of this machine where it has a `kubectl`, else with the stand-in in front.
 *  @param folder gets the stand-in's program
 *  @returns also what has to be readable for it to run */
export async function pathWithKubectl(
  path: string,
  folder: string,
): Promise<{ readonly path: string; readonly standIn: boolean; readonly readable: readonly string[] }> {
  if (path.split(delimiter).some((one) => one !== '' && isExecutable(join(one, 'kubectl'))))
    return { path, standIn: false, readable: [] };
  await mkdir(folder, { recursive: true });
  const call = [process.execPath, '--disable-warning=ExperimentalWarning', SCRIPT].map(quote).join(' ');
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\nexec ${call} "$@"\n`, { mode: 0o755 });
  return { path: [folder, path].join(delimiter), standIn: true, readable: [folder, ...SOURCES] };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
