import { type IncomingMessage, type RequestListener, request } from 'node:http';
import type { Accounts } from '../../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../../rehearsal/registry/server.ts';
import { registryStorage } from '../../../rehearsal/registry/storage.ts';

const CONTENT = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//;

/** Puts the rehearsal's accounts in front of a registry that asks nobody: who may is passed on, everybody else gets the answers of the
 *  rehearsal's own registry, tokens included. @param upstream `host:port`, plain HTTP */
export function forwardingListener({
  upstream,
  accounts,
  realm,
}: {
  readonly upstream: string;
  readonly accounts: Accounts;
  /** As for the rehearsal's registry: where tokens are asked for, by everybody. */
  readonly realm?: string;
}): RequestListener {
  const guard = registryListener({ storage: registryStorage(), accounts, ...(realm === undefined ? {} : { realm }) });
  const may = ({ headers }: IncomingMessage, action: 'pull' | 'push', repository: string): boolean => {
    if (headers.authorization === undefined && realm !== undefined) return false;
    return accounts.check(headers.authorization, action, repository) === 'yes';
  };
  return (incoming, response) => {
    const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host}`);
    const repository = CONTENT.exec(url.pathname)?.[1];
    const action = incoming.method === 'GET' || incoming.method === 'HEAD' ? 'pull' : 'push';
    if (repository === undefined || !may(incoming, action, repository)) return guard(incoming, response);
    const from = url.searchParams.get('from');
    if (from !== null && !may(incoming, 'pull', from)) {
      // A blob of a repository that one may not read is not mounted, but uploaded.
      url.searchParams.delete('mount');
      url.searchParams.delete('from');
    }
    const { authorization, ...headers } = incoming.headers;
    const [hostname, port] = upstream.split(':');
    const outgoing = request(
      {
        hostname,
        port,
        method: incoming.method,
        path: `${url.pathname}${url.search}`,
        // The registry makes absolute addresses of these.
        headers: { ...headers, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  };
}
