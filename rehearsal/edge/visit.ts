import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect as connectSecurely } from 'node:tls';
import type { Visitors, Whence } from './visitors.ts';

/** Where an edge is met on this machine. */
export interface EdgeDoor {
  /** Local ports that stand for 80 and 443. */
  readonly http: number;
  readonly https: number;
  /** The authority that gave its certificate, PEM. */
  readonly authority: string;
  /** As whom somebody comes. */
  readonly visitors: Pick<Visitors, 'connect'>;
}

/** What a visitor asks of an edge. */
export interface Call {
  readonly by: 'http' | 'https';
  /** Both in the certificate, for it is checked, and in the request. */
  readonly host: string;
  readonly path: string;
  readonly from: Whence;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as somebody's browser does, but follows no redirect. @throws when nobody answers, or with another certificate */
export async function visit(door: EdgeDoor, { by, host, path, from, headers = {} }: Call): Promise<Answered> {
  const socket = await door.visitors.connect(by === 'http' ? door.http : door.https, from);
  const asked = { path, headers: { ...headers, host, connection: 'close' } };
  const secure = { socket, servername: host, ca: door.authority };
  return await new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => void parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: `${Buffer.concat(parts)}` }),
      );
    };
    const call =
      by === 'http'
        ? plainRequest({ ...asked, createConnection: () => socket }, answered)
        : secureRequest({ ...asked, createConnection: () => connectSecurely(secure) }, answered);
    call.on('error', reject).end();
  });
}
