import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limitOf } from '../../catalogue/github-limits.ts';
import type { Enclosure } from '../enclosure/enclosure.ts';
import { ENDLESS } from './hash-files-exit.ts';

const SCRIPT = fileURLToPath(new URL('./hash-files-process.ts', import.meta.url));
const FOLLOW = '--follow-symbolic-links';

/** `hashFiles()`: one hash over the hashes of all files of the workspace that the patterns match; '' when there are none. Expressions
 *  are evaluated at once, and files are looked for in a process of its own, as the runner does it; here that process stands among those
 *  of the job, so that no link and no pattern leads to what the job itself may not read.
 *  @throws GitHub's sentence for an unknown option, or when the files cannot be read
 *  @see https://github.com/actions/runner src/Runner.Worker/Expressions/HashFilesFunction.cs */
export function hashFiles(
  { workspace, home }: { readonly workspace: string; readonly home: string },
  enclosure: Pick<Enclosure, 'ask'>,
  given: readonly string[],
): string {
  const [first = '', ...rest] = given;
  const option = first.startsWith('--');
  if (option && first.toLowerCase() !== FOLLOW) {
    const sentence = `Invalid glob option ${first}, avaliable option: '${FOLLOW}'.`;
    // The runner hands its sentence over as the name of the argument that is wrong.
    throw new Error(`Specified argument was out of the range of valid values. (Parameter '${sentence}')`);
  }
  const patterns = option ? rest : given;
  const { text, code } = enclosure.ask({
    file: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', SCRIPT, ...(option ? [FOLLOW] : [])],
    cwd: workspace,
    env: { HOME: home },
    input: patterns.join('\n'),
    readable: [process.execPath, dirname(SCRIPT), ...packages(dirname(SCRIPT))],
    milliseconds: limitOf('hash-files-time') * 1000,
  });
  const call = `hashFiles('${patterns.join(', ').replaceAll("'", "''")}')`;
  if (code === undefined || code === ENDLESS) {
    throw new Error(`${call} couldn't finish within ${limitOf('hash-files-time')} seconds.`);
  }
  if (code !== 0) throw new Error(`${call} failed. Fail to hash files under directory '${workspace}'`);
  return text;
}

/** Where the library for patterns is, with all that it needs, and what says that the script is a module. */
function packages(folder: string): readonly string[] {
  const here = join(folder, 'node_modules');
  if (existsSync(join(here, '@actions', 'glob'))) return [here, join(folder, 'package.json')];
  return folder === dirname(folder) ? [] : packages(dirname(folder));
}
