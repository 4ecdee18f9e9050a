import { statSync } from 'node:fs';

/** .NET's sentence for a program that could not be started.
 *  @see https://github.com/dotnet/runtime src/libraries/System.Diagnostics.Process/src/Resources/Strings.resx (ErrorStartingProcess) */
export function startProblem(error: unknown, file: string, folder: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined
    ? error
    : new Error(`An error occurred trying to start process '${file}' with working directory '${folder}'. ${reason}`);
}

/** Looks before a process is started: not everything that starts one says what was missing. @throws as the system would */
export function checkFolder(folder: string): void {
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
}

const REASONS: Readonly<Record<string, string>> = {
  E2BIG: 'Argument list too long',
  EACCES: 'Permission denied',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOTDIR: 'Not a directory',
};
