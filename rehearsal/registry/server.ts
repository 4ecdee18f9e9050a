import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Accounts, decodeBasic } from './accounts.ts';
import { type Answer, type Request, refusal } from './answer.ts';
import { blobs, Uploads } from './blobs.ts';
import { manifests, referrers } from './manifests.ts';
import type { RegistryStorage } from './storage.ts';

export interface RegistryOptions {
  readonly storage: RegistryStorage;
  readonly accounts: Accounts;
  /** Where tokens are asked for, by everybody; default: `/v2/token` of the host that was called, and only where rights are needed. */
  readonly realm?: string;
  /** Called when somebody asks for a manifest that is not here. */
  readonly absent?: (repository: string, reference: string) => void;
  /** Called with each request and what it was answered. */
  readonly observe?: (request: { readonly method: string; readonly path: string; readonly status: number }) => void;
}

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const ROUTE = /^\/v2\/(.+)\/(manifests|blobs\/uploads|blobs|tags|referrers)\/([^/]*)$/;

/** A registry of the OCI distribution specification 1.1, for HTTP and HTTPS servers alike. What it does not do is answered
 *  501 and named; deleting is among that.
 *  @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
export function registryListener({ storage, accounts, realm, absent, observe }: RegistryOptions): RequestListener {
  const uploads = new Uploads(storage);

  const authorize = (request: Request, action: 'pull' | 'push', repository: string): Answer | undefined => {
    const header = authorization(request);
    // A registry with a token server wants a token from everybody, also for what everybody may read, as Docker Hub does.
    const verdict =
      header === undefined && realm !== undefined ? 'unknown' : accounts.check(header, action, repository);
    if (verdict === 'yes') return undefined;
    if (verdict === 'no') return refusal(403, 'DENIED', `these credentials may not ${action} ${repository}`);
    const scope = `repository:${repository}:${action === 'push' ? 'pull,push' : 'pull'}`;
    return challenge(request, realm, scope);
  };

  const answer = (request: Request): Answer => {
    const { method, url } = request;
    if (url.pathname === '/token' || url.pathname === '/v2/token') return token(accounts, request);
    if (url.pathname === '/v2/' || url.pathname === '/v2') return ping(accounts, request, realm);
    const [, repository = '', kind = '', last = ''] = ROUTE.exec(url.pathname) ?? [];
    if (repository === '') return refusal(501, 'UNSUPPORTED', `${method} ${url.pathname} is not rehearsed.`);
    if (!NAME.test(repository)) return refusal(400, 'NAME_INVALID', `"${repository}" is no repository name`);
    const refused = authorize(request, method === 'GET' || method === 'HEAD' ? 'pull' : 'push', repository);
    if (refused !== undefined) return refused;
    switch (kind) {
      case 'manifests': {
        const result = manifests(storage, repository, decodeURIComponent(last), request);
        if (result.status === 404) absent?.(repository, decodeURIComponent(last));
        return result;
      }
      case 'blobs':
        return blobs(storage, repository, last, request);
      case 'blobs/uploads':
        return method === 'POST' && last === ''
          ? uploads.begin(repository, request, (from) => authorize(request, 'pull', from) === undefined)
          : uploads.go(repository, last, request);
      case 'tags':
        return method === 'GET' && last === 'list' ? tags(storage, repository, request) : unsupported(request);
      case 'referrers':
        return method === 'GET' ? referrers(storage, repository, last, request) : unsupported(request);
      default:
        return unsupported(request);
    }
  };

  return (incoming, response) => {
    void read(incoming).then(
      (request) => {
        const result = answer(request);
        observe?.({ method: request.method, path: request.url.pathname, status: result.status });
        write(request.method, response, result);
      },
      () => response.destroy(),
    );
  };
}

const unsupported = ({ method, url }: Request): Answer =>
  refusal(501, 'UNSUPPORTED', `${method} ${url.pathname} is not rehearsed.`);

const authorization = ({ headers }: Request): string | undefined =>
  typeof headers['authorization'] === 'string' ? headers['authorization'] : undefined;

/** @see https://distribution.github.io/distribution/spec/auth/token/ */
function challenge({ url }: Request, realm: string | undefined, scope: string | undefined): Answer {
  const where = realm ?? `${url.origin}/v2/token`;
  const value = `Bearer realm="${where}",service="${url.host}"${scope === undefined ? '' : `,scope="${scope}"`}`;
  return refusal(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': value });
}

function ping(accounts: Accounts, request: Request, realm: string | undefined): Answer {
  const header = authorization(request) ?? '';
  const known = header.startsWith('Basic ') && accounts.rights(decodeBasic(header.slice(6))) !== undefined;
  // A bearer token was handed out by this registry, or the next request with it is refused.
  if (!known && !header.startsWith('Bearer ')) return challenge(request, realm, undefined);
  return { status: 200, headers: { 'docker-distribution-api-version': 'registry/2.0' }, body: '{}' };
}

function token(accounts: Accounts, request: Request): Answer {
  if (request.method !== 'GET') return unsupported(request);
  const header = authorization(request);
  const rights = accounts.rights(header === undefined ? undefined : decodeBasic(header.replace(/^Basic /i, '')));
  if (rights === undefined) return refusal(401, 'UNAUTHORIZED', 'incorrect username or password');
  const scopes = request.url.searchParams.getAll('scope').flatMap((scope) => scope.split(' '));
  const value = accounts.token(rights, scopes);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: value, access_token: value, expires_in: 300 }),
  };
}

/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags */
function tags(storage: RegistryStorage, repository: string, { url }: Request): Answer {
  const all = storage.tags(repository);
  if (all === undefined) return refusal(404, 'NAME_UNKNOWN', `repository ${repository} unknown`);
  const last = url.searchParams.get('last');
  const count = url.searchParams.has('n') ? Number(url.searchParams.get('n')) : Number.POSITIVE_INFINITY;
  const rest = last === null ? all : all.filter((tag) => tag > last);
  const page = rest.slice(0, count);
  const link = page.length < rest.length && page.length > 0;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      ...(link ? { link: `</v2/${repository}/tags/list?n=${count}&last=${page.at(-1)}>; rel="next"` } : {}),
    },
    body: JSON.stringify({ name: repository, tags: page }),
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http';
  return {
    method: incoming.method ?? 'GET',
    url: new URL(`${scheme}://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function write(method: string, response: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) };
  response.writeHead(status, { ...length, ...headers });
  response.end(method === 'HEAD' ? undefined : body);
}
