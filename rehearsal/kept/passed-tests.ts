import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { KeptCache } from './caches.ts';

/** GitHub removes what nobody has used for so long; here it goes so long after it was saved, so that every test is run again sometime.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#usage-limits-and-eviction-policy */
export const KEPT_MILLISECONDS = 7 * 24 * 3_600_000;

/** So many are kept; the oldest go first. */
export const MOST_KEPT = 200;

/** Keys of caches that say nothing but that tests have passed on some files. */
const PASSED = /^passed-/;

const LIST = 'caches.json';

interface Listed extends KeptCache {
  readonly at: number;
}

/** What says in GitHub's cache that tests have passed, kept from one rehearsal of a checkout to the next. What else jobs keep is of
 *  their rehearsal alone: a story begins in a repository that has built nothing yet. */
export class PassedTests {
  readonly #folder: string;
  readonly #listed: readonly Listed[];

  /** Whatever cannot be read counts for nothing: the tests are run.
   *  @param place what is kept on this machine
   *  @param toldBy what makes a pass worth something: the checkout, and the tools by which it was seen
   *  @param now `undefined`: nothing that was kept counts */
  constructor(place: string, toldBy: readonly string[], now: number | undefined) {
    const id = createHash('sha256').update(JSON.stringify(toldBy)).digest('hex').slice(0, 24);
    this.#folder = join(place, 'passed', id);
    this.#listed =
      now === undefined ? [] : readList(this.#folder).filter(({ at }) => at <= now && now - at < KEPT_MILLISECONDS);
  }

  /** Oldest first. */
  get earlier(): readonly KeptCache[] {
    return this.#listed;
  }

  /** Keeps what this rehearsal began with and what it has seen. Of two that end at a time one counts.
   *  @throws where nothing can be written there */
  async keep(caches: readonly KeptCache[], now: number): Promise<void> {
    const passed = caches.filter(({ key }) => PASSED.test(key)).slice(-MOST_KEPT);
    const since = new Map<KeptCache, number>(this.#listed.map((one) => [one, one.at]));
    await mkdir(this.#folder, { recursive: true });
    const made = await mkdtemp(join(this.#folder, 'kept-'));
    try {
      const listed: Listed[] = [];
      for (const [index, cache] of passed.entries()) {
        const folder = join(made, String(index));
        await cp(cache.folder, folder, { recursive: true, verbatimSymlinks: true });
        listed.push({ ...cache, folder: relative(this.#folder, folder), at: since.get(cache) ?? now });
      }
      await writeFile(join(made, LIST), JSON.stringify(listed));
      await rename(join(made, LIST), join(this.#folder, LIST));
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw error;
    }
    await removeOlder(this.#folder, basename(made), now);
  }
}

/** What a rehearsal that still runs may have begun with stays. */
const IN_USE_MILLISECONDS = 24 * 3_600_000;

async function removeOlder(folder: string, newest: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === newest || !name.startsWith('kept-')) continue;
    const path = join(folder, name);
    // Another one may remove it, too.
    const made = (await stat(path).catch(() => undefined))?.mtimeMs ?? now;
    if (now - made > IN_USE_MILLISECONDS) await rm(path, { recursive: true, force: true });
  }
}

function readList(folder: string): readonly Listed[] {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
    if (!Array.isArray(read) || !read.every(isListed)) return [];
    return read.map((one) => ({ ...one, folder: join(folder, one.folder) }));
  } catch {
    return [];
  }
}

const isListed = (value: unknown): value is Listed =>
  typeof value === 'object' &&
  value !== null &&
  ['scope', 'key', 'version'].every((name) => typeof Reflect.get(value, name) === 'string') &&
  /^kept-\w+\/\d+$/.test(String(Reflect.get(value, 'folder'))) &&
  Number.isFinite(Reflect.get(value, 'at')) &&
  isPaths(Reflect.get(value, 'paths'));

/** Nothing that leads out of a workspace is restored. */
const isPaths = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((path) => typeof path === 'string' && !isAbsolute(path) && !path.split('/').includes('..'));
