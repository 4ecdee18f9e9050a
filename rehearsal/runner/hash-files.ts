import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { limitOf } from '../../catalogue/github-limits.ts';

const SCRIPT = fileURLToPath(new URL('./hash-files-process.ts', import.meta.url));
const FOLLOW = '--follow-symbolic-links';

/** `hashFiles()`: one hash over the hashes of all files of the workspace that the patterns match; '' when there are none. Expressions
 *  are evaluated at once, and files are looked for in a process of its own, as the runner does it.
 *  @throws GitHub's sentence for an unknown option, or when the files cannot be read
 *  @see https://github.com/actions/runner src/Runner.Worker/Expressions/HashFilesFunction.cs */
export function hashFiles(
  { workspace, home }: { readonly workspace: string; readonly home: string },
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
  const { output, error, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', SCRIPT, ...(option ? [FOLLOW] : [])],
    {
      cwd: workspace,
      env: { HOME: home },
      input: patterns.join('\n'),
      encoding: 'utf8',
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      timeout: limitOf('hash-files-time') * 1000,
    },
  );
  const call = `hashFiles('${patterns.join(', ').replaceAll("'", "''")}')`;
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT') {
    throw new Error(`${call} couldn't finish within ${limitOf('hash-files-time')} seconds.`);
  }
  if (status !== 0) throw new Error(`${call} failed. Fail to hash files under directory '${workspace}'`);
  return output[3] ?? '';
}
