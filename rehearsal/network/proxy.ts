import { createServer } from 'node:http';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { NotRehearsed } from '../workflow/problems.ts';
import { type Loopback, listenOnLoopback } from './loopback.ts';

/** The way out of a rehearsal: leads to local servers that stand in for hosts, and nowhere else. */
export interface Proxy extends Loopback {
  readonly url: string;
  /** Hands connections to `host:port` to a server of this process. */
  route(authority: string, server: Server): void;
  /** Every host that something wanted to reach and could not, in order. */
  readonly refusals: readonly string[];
}

/** Libraries of clouds ask there whether they run in that cloud, and go on when nobody answers, as on GitHub's machines.
 *  @see https://cloud.google.com/compute/docs/metadata/querying-metadata */
const isMetadataServer = (authority: string): boolean =>
  ['169.254.169.254', 'metadata.google.internal', 'metadata'].includes(authority.replace(/:\d+$/, ''));

/** An HTTP proxy that knows CONNECT. Plain HTTP through it is always refused: what the rehearsal offers without TLS is on
 *  127.0.0.1, which clients reach without a proxy (NO_PROXY).
 *  @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
export async function startProxy(
  log: (sentence: string) => void,
  refuseRehearsal: (error: NotRehearsed) => void,
): Promise<Proxy> {
  const routes = new Map<string, Server>();
  const refusals: string[] = [];
  const refuse = (authority: string): string => {
    refusals.push(authority);
    const known = [...routes.keys()].sort().join(', ') || 'none';
    const sentence = `The rehearsal has no network: a connection to ${authority} was refused. Hosts it stands in for: ${known}.`;
    log(sentence);
    if (!isMetadataServer(authority)) {
      const next = `hosts it stands in for: ${known}`;
      refuseRehearsal(new NotRehearsed([{ what: `a connection to ${authority}`, place: undefined, next }]));
    }
    return sentence;
  };
  const server = createServer((request, response) => {
    const authority = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').host : (request.headers.host ?? '?');
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' }).end(`${refuse(authority)}\n`);
  });
  server.on('connect', (request, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    const authority = (request.url ?? '').toLowerCase();
    const target = routes.get(authority);
    if (target === undefined) {
      const body = `${refuse(authority)}\n`;
      client.end(
        `HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
      return;
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) client.unshift(head);
    // The socket itself goes to the server, as if it had come there: nothing is copied from one to another.
    target.emit('connection', client);
  });
  const loopback = await listenOnLoopback(server);
  return {
    ...loopback,
    url: `http://127.0.0.1:${loopback.port}`,
    refusals,
    route(authority, target) {
      routes.set(authority.toLowerCase(), target);
    },
  };
}
