import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '../network/loopback.ts';
import { type Answer, type GitHubWorld, notFound, notRehearsed, type Route, refused } from './call.ts';
import type { Repository } from './model.ts';
import { OidcIssuer } from './oidc.ts';
import { ROUTES } from './routes/routes.ts';
import { covers, type Grant, NOBODY, nameOf, type Tokens } from './tokens.ts';

/** One request and how it was answered, for tests. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Who asked: the run of a job, or a person. */
  readonly by: string;
  readonly body: unknown;
}

/** GitHub's servers, for one repository. */
export interface GitHubServer {
  /** GITHUB_API_URL and, because it is one server, GITHUB_SERVER_URL. */
  readonly url: string;
  readonly oidc: OidcIssuer;
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Starts the REST API and the OIDC provider. A route that is not there answers 501 with its name, never 404; a token that lacks
 *  the route's permission gets GitHub's own 403. */
export async function startGitHub(world: GitHubWorld & { readonly tokens: Tokens }): Promise<GitHubServer> {
  const requests: LoggedRequest[] = [];
  const state: { oidc?: OidcIssuer; url: string } = { url: '' };

  const server = createServer((request, response) => {
    const failed = (error: unknown): Answer => refused(500, `The rehearsal's GitHub failed: ${String(error)}`);
    void answer(request)
      .catch(failed)
      .then(({ status, body, headers }) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        response.writeHead(status, {
          date: new Date(world.clock.now()).toUTCString(),
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...headers,
        });
        response.end(text);
      });
  });

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', state.url);
    const method = request.method ?? 'GET';
    const text = await readText(request);
    const token = /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const provided = state.oidc?.answer(method, url, token);
    const grant = token === undefined ? NOBODY : world.tokens.find(token);
    const body = parse(text);
    const result = provided ?? (await answerApi(method, url, grant, body, state.url, world));
    requests.push({ method, path: url.pathname + url.search, status: result.status, by: nameOf(grant), body });
    return result;
  };

  const loopback = await listenOnLoopback(server);
  state.url = `http://127.0.0.1:${loopback.port}`;
  const oidc = new OidcIssuer(state.url, world.clock);
  state.oidc = oidc;
  return { url: state.url, oidc, requests, close: loopback.close };
}

async function answerApi(
  method: string,
  url: URL,
  grant: Grant | undefined,
  body: Readonly<Record<string, unknown>> | undefined,
  api: string,
  world: GitHubWorld,
): Promise<Answer> {
  const { repository } = world;
  const prefixes = [`/repos/${repository.owner}/${repository.name}`, `/repositories/${repository.id}`];
  const path = url.pathname;
  const prefix = prefixes.find((one) => path === one || path.startsWith(`${one}/`));
  if (grant === undefined) return refused(401, 'Bad credentials');
  if (body === undefined) return refused(400, 'Problems parsing JSON');
  // What somebody may not even know of is not found.
  if (grant.kind === 'nobody' && repository.visibility === 'private') return notFound();
  if (prefix === undefined) {
    return /^\/repos\/[^/]+\/[^/]+/.test(path) ? notFound() : notRehearsed(`${method} ${path}`);
  }
  const rest = path.slice(prefix.length);
  const found = ROUTES.flatMap((route) => {
    const params = route.method === method ? match(route, rest) : undefined;
    return params === undefined ? [] : [{ route, params }];
  })[0];
  if (found === undefined) return notRehearsed(`${method} ${path}`);
  const { route, params } = found;
  const accepted = Array.isArray(route.needs) ? { 'x-accepted-github-permissions': route.needs.join('=') } : {};
  if (!permitted(route, grant, repository)) return { ...denied(grant), headers: accepted };
  const unknown = [...url.searchParams.keys()].find((name) => route.query?.includes(name) !== true);
  if (unknown !== undefined) return notRehearsed(`the parameter "${unknown}" of ${method} ${path}`);
  const canonical = `${prefixes[0]}${rest}`;
  const call = { ...world, params, query: url.searchParams, path: canonical, body, grant, api, server: api };
  const result = await route.handle(call);
  return { ...result, headers: { ...accepted, ...result.headers } };
}

/** Reading a public repository needs no permission and no token: of every such route GitHub says that it "can be used without
 *  authentication or the aforementioned permissions if only public resources are requested".
 *  @see https://docs.github.com/en/rest/deployments/deployments#list-deployments for one of them */
function permitted({ needs }: Route, grant: Grant, { visibility }: Repository): boolean {
  if (needs === 'metadata') return true;
  if (needs === 'person') return grant.kind === 'person';
  const [scope, level] = needs;
  return (level === 'read' && visibility === 'public') || covers(grant, scope, level);
}

const denied = (grant: Grant): Answer =>
  grant.kind === 'nobody'
    ? refused(401, 'Requires authentication')
    : refused(403, 'Resource not accessible by integration');

function match({ path }: Route, actual: string): Record<string, string> | undefined {
  const pattern = path.replace(/\{(\+?)(\w+)\}/g, (_, rest, name) => (rest ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`));
  const found = new RegExp(`^${pattern}$`).exec(actual);
  return found === null
    ? undefined
    : Object.fromEntries(Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}

const parse = (text: string): Readonly<Record<string, unknown>> | undefined => {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};
