import type { CommitSha } from '../../domain/commit.ts';
import type { Trees } from '../../engine/image-tag/builds.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { field, text } from './narrow.ts';

/** What a folder holds, by name. */
type Entries = ReadonlyMap<string, string>;

/** Reads folder by folder, each once: trees are found by their ids, and never change.
 *  @see https://docs.github.com/en/rest/git/trees#get-a-tree */
export class GitHubTrees implements Trees {
  readonly #api: GitHubApi;
  readonly #folders = new Map<string, Promise<Entries>>();

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async idsAt(commit: CommitSha, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const root = await this.#root(commit);
    return new Map(await Promise.all(paths.map(async (path) => [path, await this.#below(root, path)] as const)));
  }

  async #root(commit: CommitSha): Promise<string> {
    const found = await this.#found('GET /git/commits/{sha}', commit);
    return found === undefined ? '' : named(text(field(found, 'tree'), 'sha'), commit);
  }

  async #below(root: string, path: string): Promise<string> {
    let id = root;
    for (const part of path === '' ? [] : path.split('/'))
      id = id === '' ? '' : ((await this.#entries(id)).get(part) ?? '');
    return id;
  }

  #entries(id: string): Promise<Entries> {
    const known = this.#folders.get(id) ?? this.#read(id);
    this.#folders.set(id, known);
    return known;
  }

  /** A file holds nothing. */
  async #read(id: string): Promise<Entries> {
    const found = await this.#found('GET /git/trees/{sha}', id);
    if (found === undefined) return new Map();
    const entries = field(found, 'tree');
    if (!Array.isArray(entries) || field(found, 'truncated') !== false)
      throw new GitHubError(`GitHub does not tell all that the tree ${id} holds.`, undefined);
    return new Map(entries.map((entry) => [named(text(entry, 'path'), id), named(text(entry, 'sha'), id)]));
  }

  async #found(route: string, sha: string): Promise<unknown> {
    try {
      return await this.#api.call(route, { sha }, { repeat: 'on-trouble' });
    } catch (error) {
      if (error instanceof GitHubError && [404, 422].includes(error.answer.status ?? 0)) return undefined;
      throw error;
    }
  }
}

function named(value: string | undefined, of: string): string {
  if (value === undefined) throw new GitHubError(`GitHub does not tell names and ids of what is in ${of}.`, undefined);
  return value;
}
