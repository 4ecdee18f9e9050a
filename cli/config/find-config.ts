import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ConfigProblem } from './config-problem.ts';

/** What a config can be called. */
export const CONFIG_NAMES: readonly string[] = ['ts', 'mts', 'js', 'mjs'].map((ending) => `sluice.config.${ending}`);

/** Where a config is looked for. */
export interface Standing {
  /** Where whoever calls stands. */
  readonly folder: string;
  /** Where the process was started; another folder under `npm run`. */
  readonly started: string;
}

/** The file that `--config` names, else the config of the folder one stands in: of that folder, or of the nearest one above it, up to the
 *  root of its repository. @returns an absolute path @throws {ConfigProblem} where there is none, or more than one */
export function findConfig(named: string | undefined, { folder, started }: Standing): string {
  if (named === undefined) {
    const found = findUpwards(folder) ?? findUpwards(started);
    if (found !== undefined) return found;
    throw new ConfigProblem(
      `There is no ${CONFIG_NAMES[0]} in ${folder} nor in a folder above it, up to the root of the repository: go to your repository, write one, or name it with --config FILE.`,
    );
  }
  const file = [resolve(folder, named), resolve(started, named)].find((path) => existsSync(path));
  if (file === undefined)
    throw new ConfigProblem(`--config is "${named}", and there is no such file, seen from ${folder}.`);
  if (statSync(file).isFile()) return file;
  throw new ConfigProblem(
    `--config is "${named}", which is no file: name the config itself, such as ${CONFIG_NAMES[0]}.`,
  );
}

function findUpwards(folder: string): string | undefined {
  const found = CONFIG_NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (found.length > 1) {
    const names = found.map((path) => relative(folder, path)).join(' and ');
    throw new ConfigProblem(`${folder} has ${names}: keep one, or say which is meant with --config FILE.`);
  }
  const [one] = found;
  if (one !== undefined) return one;
  const above = dirname(folder);
  return isRepository(folder) || above === folder ? undefined : findUpwards(above);
}

/** The root of the repository that a folder is in: the nearest one with `.git`, which is a file in a work tree of its own.
 *  Without git, that folder itself. */
export function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (isRepository(at)) return at;
    if (at === dirname(at)) return folder;
  }
}

const isRepository = (folder: string): boolean => existsSync(join(folder, '.git'));
