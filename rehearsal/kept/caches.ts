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

/** A cache as it lies on disk. */
export interface KeptCache {
  /** The ref that the job ran for that saved it. */
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  /** Of what it holds, absolute. */
  readonly folder: string;
  /** From the workspace. */
  readonly paths: readonly string[];
}

/** What a request has found. */
export interface FoundCache {
  readonly key: string;
  /** An earlier rehearsal has saved it. */
  readonly isEarlier: boolean;
  /** @param place where a path of the workspace really is, by its user */
  restore(place: (path: string) => Promise<string>): Promise<void>;
}

/** Caches of all runs of a rehearsal, on disk. They are written once, and only for the ref that the job runs for.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching */
export class Caches {
  readonly #folder: string;
  readonly #earlier: ReadonlySet<KeptCache>;
  readonly #caches: KeptCache[];

  /** @param earlier what the rehearsal begins with */
  constructor(folder: string, earlier: readonly KeptCache[] = []) {
    this.#folder = folder;
    this.#earlier = new Set(earlier);
    this.#caches = [...earlier];
  }

  /** Oldest first. */
  get all(): readonly KeptCache[] {
    return this.#caches;
  }

  /** The cache that the keys find: in the job's own scope first, there the key itself, then what begins with one of the keys, in their
   *  order, the newest one; then in the next scope. */
  find({ scopes, key, restoreKeys, paths }: CacheRequest): FoundCache | undefined {
    const version = versionOf(paths);
    for (const scope of scopes) {
      const known = this.#caches.filter((one) => one.scope === scope && one.version === version).toReversed();
      const found =
        known.find((one) => one.key === key) ??
        [key, ...restoreKeys].flatMap((prefix) => known.find((one) => one.key.startsWith(prefix)) ?? [])[0];
      if (found === undefined) continue;
      return { key: found.key, isEarlier: this.#earlier.has(found), restore: (place) => restore(found, place) };
    }
    return undefined;
  }

  /** @param found files and folders, absolute @returns whether there was none of this key */
  async save({ scopes, key, paths }: CacheRequest, workspace: string, found: readonly string[]): Promise<boolean> {
    const [scope = ''] = scopes;
    const version = versionOf(paths);
    if (this.#caches.some((one) => one.scope === scope && one.key === key && one.version === version)) return false;
    const folder = join(this.#folder, String(this.#caches.length));
    const kept: KeptCache = { scope, key, version, folder, paths: found.map((path) => relative(workspace, path)) };
    this.#caches.push(kept);
    for (const [index, path] of found.entries()) await copy(path, join(folder, String(index)));
    return true;
  }
}

const versionOf = (paths: readonly string[]): string => paths.join('|');

async function restore({ folder, paths }: KeptCache, place: (path: string) => Promise<string>): Promise<void> {
  for (const [index, path] of paths.entries()) await copy(join(folder, String(index)), await place(path));
}

async function copy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const recursive = (await lstat(source)).isDirectory();
  await cp(source, target, { recursive, preserveTimestamps: true, verbatimSymlinks: true });
}
