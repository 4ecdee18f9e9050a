import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Answer, answerTo, type Forwarded, type Forwarding, type Said, says } from './answer.ts';
import { connectInTurn } from './connect-in-turn.ts';
import type { Asked, Way } from './way.ts';

/** What the servers of one edge stand on. */
export interface EdgeParts {
  /** Where a request leads, as the cluster is now. */
  way(asked: Asked): Way;
  /** The address in the world of whoever is at the other end. */
  visitor(socket: Socket): string;
  /** Local ports of the ready endpoints of a Service, as they are now. */
  targets(service: string): readonly number[];
  readonly forwarding: Forwarding;
}

/** Listeners of a server: for requests, and for those that want another protocol, as WebSockets do. */
export interface EdgeListeners {
  request(incoming: IncomingMessage, response: ServerResponse): void;
  upgrade(incoming: IncomingMessage, client: Duplex, head: Buffer): void;
}

/** Carries requests as `answerTo` says; decides nothing itself. @param secure whether they come by TLS */
export function edgeListeners(parts: EdgeParts, secure: boolean): EdgeListeners {
  let turn = 0;
  const answerOf = (incoming: IncomingMessage): Answer => {
    const { headers, socket, url = '/' } = incoming;
    const host = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
    const visitor = {
      address: parts.visitor(socket),
      forwardedFor: [headers['x-forwarded-for'] ?? []].flat().join(',') || undefined,
    };
    return answerTo(parts.way({ secure, host, path: url }), visitor, secure, parts.forwarding);
  };
  const backend = (service: string): Promise<Socket | undefined> => connectInTurn(parts.targets(service), turn++);
  return {
    request(incoming, response) {
      const answer = answerOf(incoming);
      if (answer.kind === 'says') return answered(response, answer);
      void backend(answer.service).then((socket) =>
        socket === undefined ? answered(response, NOBODY) : hand(incoming, response, socket, answer),
      );
    },
    upgrade(incoming, client, head) {
      client.on('error', () => client.destroy());
      const answer = answerOf(incoming);
      if (answer.kind === 'says') return refused(client, answer);
      void backend(answer.service).then((socket) =>
        socket === undefined ? refused(client, NOBODY) : switchTo(incoming, { client, head }, socket, answer),
      );
    },
  };
}

/** What Google's load balancers say where no endpoint of a Service is ready. */
const NOBODY = says(503, 'no healthy upstream');

const answered = (response: ServerResponse, { status, headers, body }: Said): void =>
  void response.writeHead(status, headers).end(body);

function hand(incoming: IncomingMessage, response: ServerResponse, socket: Socket, answer: Forwarded): void {
  const outgoing = request({ ...asked(incoming, answer), createConnection: () => socket }, (backend) => {
    response.writeHead(backend.statusCode ?? 502, { ...withoutHops(backend.headers), ...answer.headers });
    backend.pipe(response);
    backend.on('error', () => response.destroy());
  });
  outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

interface Client {
  readonly client: Duplex;
  readonly head: Buffer;
}

/** The handshake is the service's; afterwards bytes pass both ways. */
function switchTo(incoming: IncomingMessage, { client, head }: Client, socket: Socket, answer: Forwarded): void {
  const { connection, upgrade } = incoming.headers;
  const { headers, ...rest } = asked(incoming, answer);
  const outgoing = request({
    ...rest,
    headers: { ...headers, connection, upgrade },
    createConnection: () => socket,
  });
  outgoing.on('upgrade', (backend, target: Duplex, first) => {
    client.write(headOf(backend, answer.headers));
    if (first.length > 0) client.write(first);
    if (head.length > 0) target.write(head);
    client.pipe(target).pipe(client);
    target.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  outgoing.on('response', (backend) => {
    client.write(headOf(backend, answer.headers));
    backend.pipe(client);
  });
  outgoing.on('error', () => client.destroy());
  client.on('close', () => outgoing.destroy());
  outgoing.end();
}

const asked = ({ method, url, headers }: IncomingMessage, { told }: Forwarded) => ({
  method,
  path: url,
  headers: { ...withoutHops(headers), ...told },
});

/** Headers that are about one connection alone.
 *  @see https://www.rfc-editor.org/rfc/rfc9110#name-connection */
const withoutHops = ({
  connection,
  'keep-alive': _,
  'transfer-encoding': __,
  upgrade,
  ...headers
}: IncomingHttpHeaders) => headers;

const headOf = ({ statusCode, statusMessage, rawHeaders }: IncomingMessage, more: Forwarded['headers']): string => {
  const given = Array.from({ length: rawHeaders.length / 2 }, (_, index) => rawHeaders.slice(2 * index, 2 * index + 2));
  const lines = [...given, ...Object.entries(more)].map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`;
};

const refused = (client: Duplex, { status, body }: Said): void =>
  void client.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
