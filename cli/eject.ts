import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Misuse, readArguments } from './command-line/given.ts';
import { repositoryOf, type Standing } from './config/find-config.ts';
import { listedFiles } from './file-list.ts';
import { isMarked } from './marked-files.ts';
import { readText } from './repository-files.ts';
import { unmarked } from './unmarked.ts';

export const OPTIONS = {};

export const USAGE = `Usage: sluice eject

Makes the generated files of this repository its own: the marks go, everything else stays byte by byte, and nothing needs Sluice any
longer. The workflow that checks generated files goes, too, and so does the list of them. The config stays; it does nothing any more.

Exit codes: 0 done, 1 nothing here is generated, 2 the command was not understood.`;

/** Of no use without Sluice. */
const ONLY_OURS: readonly string[] = ['.github/workflows/check.yml', '.github/sluice/files.txt'];

/** Takes Sluice's marks from what it has written. */
export async function eject(args: readonly string[], { folder }: Standing): Promise<number> {
  const { positionals } = readArguments('sluice eject', args, OPTIONS);
  if (positionals.length > 0) throw new Misuse(`sluice eject takes no "${positionals[0]}".`);
  const root = repositoryOf(folder);
  const ours = listedFiles((path) => readText(root, path)).flatMap((path) => {
    const content = readText(root, path);
    return content !== undefined && isMarked(path, content, ANYWHERE) ? [{ path, content }] : [];
  });
  if (ours.length === 0) {
    console.error(
      `Nothing in ${root} is generated: there is no .github/sluice/files.txt, or nothing of what it lists.`,
    );
    return 1;
  }
  const kept = ours.filter(({ path }) => !ONLY_OURS.includes(path));
  for (const { path, content } of kept) {
    chmodSync(join(root, path), 0o644);
    writeFileSync(join(root, path), unmarked(content));
  }
  for (const path of ONLY_OURS) rmSync(join(root, path), { force: true });
  console.log(
    `${kept.length} files are yours now, without marks. Removed: ${ONLY_OURS.join(', ')}. The config and the package are not needed any longer; read the change with "git diff".`,
  );
  return 0;
}

const ANYWHERE = /^/;
