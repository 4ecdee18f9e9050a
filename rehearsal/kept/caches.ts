import { cp, lstat, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What a job asks the cache for. */
export interface CacheRequest {
  /** Refs whose caches it may use: its own first, then those that it comes from. */
  readonly scopes: readonly string[];
  readonly key: string;
  readonly restoreKeys: readonly string[];
  /** As they are written: another list of paths is another cache. */
  readonly paths: readonly string[];
}

interface Cache {
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly folder: string;
  /** From the workspace. */
  readonly paths: readonly string[];
}

/** Caches of all runs of a rehearsal, on disk. They are written once, and only for the ref that the job runs for.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching */
export class Caches {
  readonly #folder: string;
  readonly #caches: Cache[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The cache that the keys find: in the job's own scope first, there the key itself, then what begins with one of the keys, in their
   *  order, the newest one; then in the next scope. To restore it, its user says where a path of the workspace really is. */
  find({
    scopes,
    key,
    restoreKeys,
    paths,
  }: CacheRequest):
    | { readonly key: string; restore(place: (path: string) => Promise<string>): Promise<void> }
    | undefined {
    const version = versionOf(paths);
    for (const scope of scopes) {
      const known = this.#caches.filter((one) => one.scope === scope && one.version === version).toReversed();
      const found =
        known.find((one) => one.key === key) ??
        [key, ...restoreKeys].flatMap((prefix) => known.find((one) => one.key.startsWith(prefix)) ?? [])[0];
      if (found !== undefined) return { key: found.key, restore: (place) => restore(found, place) };
    }
    return undefined;
  }

  /** @param found files and folders, absolute @returns whether there was none of this key */
  async save({ scopes, key, paths }: CacheRequest, workspace: string, found: readonly string[]): Promise<boolean> {
    const [scope = ''] = scopes;
    const version = versionOf(paths);
    if (this.#caches.some((one) => one.scope === scope && one.key === key && one.version === version)) return false;
    const folder = join(this.#folder, String(this.#caches.length));
    const kept: Cache = { scope, key, version, folder, paths: found.map((path) => relative(workspace, path)) };
    this.#caches.push(kept);
    for (const [index, path] of found.entries()) await copy(path, join(folder, String(index)));
    return true;
  }
}

const versionOf = (paths: readonly string[]): string => paths.join('|');

async function restore({ folder, paths }: Cache, place: (path: string) => Promise<string>): Promise<void> {
  for (const [index, path] of paths.entries()) await copy(join(folder, String(index)), await place(path));
}

async function copy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const recursive = (await lstat(source)).isDirectory();
  await cp(source, target, { recursive, preserveTimestamps: true, verbatimSymlinks: true });
}
