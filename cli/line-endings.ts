import { spawnSync } from 'node:child_process';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { readText } from './repository-files.ts';

/** Reads generated files as their commit has them: a checkout of Windows ends lines with CR LF where the commit ends them with LF, and is as
 *  good as any other. A CR that is committed is a difference.
 *  @returns what stands at a path; `undefined` for nothing */
export function generatedText(
  root: string,
  files: readonly Pick<GeneratedFile, 'path'>[],
): (path: string) => string | undefined {
  let converted: ReadonlySet<string> | undefined;
  const isConverted = (path: string): boolean => {
    converted ??= convertedByGit(
      root,
      files.map((file) => file.path),
    );
    return converted.has(path);
  };
  return (path) => {
    const text = readText(root, path);
    return text?.includes('\r\n') && isConverted(path) ? text.replaceAll('\r\n', '\n') : text;
  };
}

/** Paths whose lines git ends differently in the work tree and in the index. Without git there are none.
 *  @see https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---eol */
function convertedByGit(root: string, paths: readonly string[]): ReadonlySet<string> {
  const { status, stdout } = spawnSync('git', ['ls-files', '--eol', '-z', '--', ...paths], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) return new Set();
  return new Set(stdout.split('\0').flatMap((line) => /^i\/lf +w\/crlf [^\t]*\t(.*)$/s.exec(line)?.[1] ?? []));
}
