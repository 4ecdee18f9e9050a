import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';

/** By these a hook of git says which repository it is for. */
const PLACES: readonly string[] = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** The root of the repository that the command was called in; a hook of git says which by variables, which is not asked here.
 *  @throws when there is none, or no git; Refusal when its commits are no commits of GitHub */
export function repositoryRoot(folder = process.cwd(), environment = process.env): string {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !PLACES.includes(name)));
  // A checkout may be another user's, as in a container that it is mounted into.
  const asked = ['-c', 'safe.directory=*', 'rev-parse', '--show-object-format', '--show-toplevel'];
  const { error, status, stdout, stderr } = spawnSync('git', asked, { cwd: folder, env, encoding: 'utf8' });
  if (error !== undefined)
    throw new Error(`There is no git on PATH (${error.message}): install it, or add its folder.`);
  if (status === 0) {
    const [, format, root = ''] = /^(.*)\n([\s\S]*?)\n$/.exec(stdout) ?? [];
    if (format !== 'sha256') return root;
    throw new Refusal(
      'object-format',
      `${root} is a SHA-256 repository, and GitHub hosts none: tags of images and records name commits of 40 characters. Use one of the object format "sha1".`,
    );
  }
  const said = stderr
    .trim()
    .split('\n')[0]
    ?.replace(/^fatal: /, '');
  throw new Error(`${folder} is not in the work tree of a git repository (${said}): go to one first.`);
}

/** Files of the repository, tracked or new, but not ignored; without git, all that is below the folder but packages. */
export function listFiles(root: string): readonly string[] {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const paths = status === 0 ? stdout.split('\0') : below(root);
  return paths.filter((path) => path !== '' && isFile(join(root, path)));
}

const below = (root: string): readonly string[] =>
  readdirSync(root)
    .filter((name) => name !== 'node_modules' && name !== '.git')
    .flatMap((name) =>
      lstatSync(join(root, name)).isDirectory() ? below(join(root, name)).map((path) => `${name}/${path}`) : [name],
    );

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

export function readText(root: string, path: string): string | undefined {
  const file = join(root, path);
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Of a folder, Node does not say which one.
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  }
}
