import { type ActionSource, Unseen } from '../../engine/actions-lock/action-source.ts';
import { field, text } from './narrow.ts';
import { rateLimitOf } from './rate-limit.ts';

/** Where GitHub is, how it is asked, and by whom. */
export interface GitHubPlace {
  readonly api: string;
  /** Files of a commit; these do not count as calls of the API. */
  readonly raw: string;
  /** `undefined` for nobody: 60 calls an hour. */
  readonly token: string | undefined;
  readonly fetch: typeof fetch;
  /** How long one call may take with its whole answer, in milliseconds. */
  readonly deadline: number;
}

export const PUBLIC_GITHUB = {
  ...{ api: 'https://api.github.com', raw: 'https://raw.githubusercontent.com' },
  deadline: 15_000,
} as const;

const PAGES = 5;
const A_PAGE = 100;
/** Branches besides the default one that are asked for a commit. */
const RELEASE_BRANCHES = 3;

/** Asks GitHub, each thing once. */
export class GitHubActionSource implements ActionSource {
  readonly #place: GitHubPlace;
  readonly #answers = new Map<string, Promise<unknown>>();
  /** Why nothing more is asked. */
  #spent: string | undefined;

  constructor(place: GitHubPlace) {
    this.#place = place;
  }

  /** @see https://docs.github.com/en/rest/git/refs#get-a-reference */
  async commitOf(repository: string, tag: string): Promise<string | undefined> {
    let named = field(await this.#api(`repos/${repository}/git/ref/tags/${encodeURIComponent(tag)}`), 'object');
    // An annotation is an object of its own, whose name is no commit; one may annotate another.
    for (let depth = 0; text(named, 'type') === 'tag' && depth < 5; depth++)
      named = field(await this.#api(`repos/${repository}/git/tags/${text(named, 'sha')}`), 'object');
    return text(named, 'type') === 'commit' ? text(named, 'sha') : undefined;
  }

  /** @see https://docs.github.com/en/rest/repos/repos#list-repository-tags */
  async tags(repository: string): Promise<readonly { readonly tag: string; readonly commit: string }[]> {
    const found: { tag: string; commit: string }[] = [];
    for (let page = 1; page <= PAGES; page++) {
      const answer = await this.#api(`repos/${repository}/tags?per_page=${A_PAGE}&page=${page}`);
      const listed = Array.isArray(answer) ? (answer as unknown[]) : [];
      for (const each of listed) {
        const [tag, commit] = [text(each, 'name'), text(field(each, 'commit'), 'sha')];
        if (tag !== undefined && commit !== undefined) found.push({ tag, commit });
      }
      if (listed.length < A_PAGE) return found;
    }
    return found;
  }

  async branchOf(repository: string, commit: string, version: string) {
    const main = text(await this.#api(`repos/${repository}`), 'default_branch');
    if (main === undefined) return undefined;
    if (await this.#has(repository, main, commit)) return { name: main, isDefault: true };
    const [major = ''] = /\d+/.exec(version) ?? [];
    const others = [...(await this.#branches(repository, 'release')), ...(await this.#branches(repository, 'v'))]
      .filter((name) => name !== main && new RegExp(`(^|\\D)${major}(\\D|$)`).test(name))
      .slice(0, RELEASE_BRANCHES);
    for (const name of others) if (await this.#has(repository, name, commit)) return { name, isDefault: false };
    return undefined;
  }

  async text(repository: string, commit: string, path: string): Promise<string | undefined> {
    return await this.#ask(`${this.#place.raw}/${repository}/${commit}/${path}`, {});
  }

  /** Whether a branch has a commit in its history; GitHub finds commits of forks, too, and they are in none.
   *  @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
  async #has(repository: string, branch: string, commit: string): Promise<boolean> {
    const range = `${encodeURIComponent(branch)}...${commit}`;
    const status = text(await this.#api(`repos/${repository}/compare/${range}?per_page=1`), 'status');
    return status === 'behind' || status === 'identical';
  }

  /** @see https://docs.github.com/en/rest/git/refs#list-matching-references */
  async #branches(repository: string, prefix: string): Promise<readonly string[]> {
    const answer = await this.#api(`repos/${repository}/git/matching-refs/heads/${prefix}`);
    return (Array.isArray(answer) ? (answer as unknown[]) : []).flatMap(
      (each) => text(each, 'ref')?.replace(/^refs\/heads\//, '') ?? [],
    );
  }

  /** The answer to a path; `undefined` for what is not there. */
  #api(path: string): Promise<unknown> {
    const known = this.#answers.get(path);
    if (known !== undefined) return known;
    const { api, token } = this.#place;
    const asked = this.#ask(`${api}/${path}`, {
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }).then((answer) => (answer === undefined ? undefined : json(answer, path)));
    this.#answers.set(path, asked);
    return asked;
  }

  /** The text of an answer. @throws {Unseen} where there is none, or one that tells nothing */
  async #ask(url: string, headers: Readonly<Record<string, string>>): Promise<string | undefined> {
    if (this.#spent !== undefined) throw new Unseen(this.#spent);
    const { deadline, token } = this.#place;
    const signal = AbortSignal.timeout(deadline);
    let response: Response;
    let said: string;
    try {
      response = await this.#place.fetch(url, { headers, signal });
      said = await response.text();
    } catch (cause) {
      const reason = signal.aborted ? `no answer in ${deadline / 1000} s` : reasonOf(cause);
      this.#spent = `GitHub cannot be reached (${reason}).`;
      throw new Unseen(this.#spent, { cause });
    }
    if (response.ok) return said;
    // A commit that nothing has is no processable one.
    if (response.status === 404 || response.status === 422) return undefined;
    const limit = rateLimitOf(response.status, said, Object.fromEntries(response.headers));
    if (limit === undefined) throw new Unseen(`GitHub answers ${response.status} to ${new URL(url).pathname}.`);
    const when = limit.wait === undefined ? 'later' : `in ${Math.ceil(limit.wait / 60_000)} min`;
    this.#spent = `GitHub was asked too often: try again ${when}${token === undefined ? ', or set GH_TOKEN, for 5,000 calls an hour instead of 60' : ''}.`;
    throw new Unseen(this.#spent);
  }
}

function json(answer: string, path: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    throw new Unseen(`GitHub answers to /${path} with what is no JSON.`);
  }
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}
