import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Path of a program; `undefined` when no folder of the search path has it. */
export function which(program: string, searchPath: string): string | undefined {
  if (isAbsolute(program)) return isProgram(program) ? program : undefined;
  const folders = searchPath.split(':').filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
