import { setTimeout } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { getProxyUrl } from '@actions/http-client';
import { type Deadlines, Patience, within } from '../patience.ts';
import { GitHubError, sentenceOf } from './github-error.ts';
import { isTrouble, retryDelay } from './retry.ts';

/** One repository, where its API answers, and who asks. */
export interface GitHubAccess {
  readonly apiUrl: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly token: string;
  /** Default: Node's own, or that of @actions/github where the environment has a proxy for this address. */
  readonly fetch?: typeof fetch;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  readonly deadlines?: Deadlines;
}

/** GitHub itself ends a request after ten seconds.
 *  @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts */
const DEADLINES: Deadlines = { call: 15_000, total: 90_000 };

/** A list that goes on for ever must not hold a step. */
const MOST_PAGES = 300;

interface Page {
  readonly data: unknown;
  readonly link: string | undefined;
}

/** `repeat: 'never'` for calls that make something anew each time. */
export interface CallOptions {
  readonly repeat: 'on-trouble' | 'never';
}

/** GitHub's REST API below one repository. What it answers is `unknown`: each caller narrows it. */
export class GitHubApi {
  readonly #octokit: ReturnType<typeof getOctokit>;
  readonly #repository: GitHubAccess['repository'];
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #patience: Patience;

  constructor({ apiUrl, repository, token, fetch, wait, deadlines }: GitHubAccess) {
    if (token === '')
      throw new Error('There is no token to call GitHub with. Leave the input "token" out, or give it one.');
    const silent = (): void => undefined;
    const direct = fetch ?? (getProxyUrl(apiUrl) === '' ? globalThis.fetch : undefined);
    this.#octokit = getOctokit(token, {
      baseUrl: apiUrl,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      ...(direct === undefined ? {} : { request: { fetch: direct } }),
    });
    this.#repository = repository;
    this.#wait = wait ?? setTimeout;
    this.#patience = new Patience(deadlines ?? DEADLINES);
  }

  /** `route` is `METHOD /path` below the repository, with `{parameter}`s that are escaped.
   *  @throws GitHubError for every answer that is no success */
  async call(route: string, parameters: Readonly<Record<string, unknown>>, options: CallOptions): Promise<unknown> {
    return (await this.#send(route, parameters, options)).data;
  }

  /** Reads the pages of a list, 100 items each, as far as the caller goes on asking. `items` takes the list out of a page.
   *  @see https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
  async *pages(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    items: (page: unknown) => unknown = (page) => page,
  ): AsyncGenerator<unknown> {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { data, link } = await this.#send(route, { ...parameters, per_page: 100, page }, { repeat: 'on-trouble' });
      const found = items(data);
      if (!Array.isArray(found)) throw new GitHubError(`${route} was not answered with a list.`, undefined);
      yield* found;
      if (!/rel="?next"?/.test(link ?? '')) return;
    }
    throw new GitHubError(`${route} has more than ${MOST_PAGES} pages, which nobody reads to the end.`, undefined);
  }

  async #send(route: string, parameters: Readonly<Record<string, unknown>>, { repeat }: CallOptions): Promise<Page> {
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#patience.tried(
        () => this.#try(route, parameters),
        (each) => each instanceof GitHubError && isTrouble(each.answer),
      );
      if (!(outcome instanceof GitHubError)) return outcome;
      const delay = retryDelay(outcome.answer, repeat, tries);
      if (delay === undefined || delay > this.#patience.left()) throw outcome;
      await this.#wait(delay);
    }
  }

  async #try(route: string, parameters: Readonly<Record<string, unknown>>): Promise<Page | GitHubError> {
    const [method = '', path = ''] = route.split(' ');
    const { owner, name } = this.#repository;
    try {
      return await within(this.#patience.next(), async (signal) => {
        const { data, headers, status } = await this.#octokit.request(`${method} /repos/{owner}/{repo}${path}`, {
          owner,
          repo: name,
          ...parameters,
          request: { signal },
        });
        // JSON that broke off is handed on as a text; an answer without a body is one as well.
        if (typeof data === 'string' && status !== 204) throw new Error('it broke off');
        return { data, link: headers.link };
      });
    } catch (cause) {
      return sentenceOf(`${method} /repos/${owner}/${name}${path}`, cause);
    }
  }
}
