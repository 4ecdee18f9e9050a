import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** A server that leaves no client behind when it is told to go: what the load scenarios run. `VERSION` is what it answers;
 *  `FAULT` is how it is broken: `exits`, `never-ready`, `unready-under-traffic` (ten seconds after its first request), or
 *  `fails-every-fifth` (of its requests, with 500). It counts what it answers, for Prometheus. */
const { VERSION = '', FAULT = '' } = process.env;
const PORT = 8080;
/** Until every node has heard that this pod gets no new connections. */
const STILL_FOUND = 3_000;
/** For clients to answer the close of their WebSocket. */
const PARTING = 1_000;
const UNREADY_AFTER = 10_000;
/** @see https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [TEXT, CLOSE] = [1, 8];
const SERVICE_RESTART = 1012;

if (FAULT === 'exits') {
  console.error('DATABASE_URL is not set');
  process.exit(1);
}

let leaving = false;
let unready = FAULT === 'never-ready';
let asked = false;
let requests = 0;
const answered = new Map<number, number>();
const sockets = new Set<Duplex>();

const server = createServer((request, response) => {
  if (request.url === '/ready') {
    response.statusCode = unready ? 503 : 200;
    response.end();
    return;
  }
  if (request.url === '/metrics') {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end([...answered].map(([code, count]) => `http_requests_total{code="${code}"} ${count}\n`).join(''));
    return;
  }
  if (!asked && FAULT === 'unready-under-traffic') {
    setTimeout(() => {
      unready = true;
    }, UNREADY_AFTER);
  }
  asked = true;
  // A connection that is kept alive is given up by its client, between two requests.
  if (leaving) response.setHeader('connection', 'close');
  requests += 1;
  const code = FAULT === 'fails-every-fifth' && requests % 5 === 0 ? 500 : 200;
  answered.set(code, (answered.get(code) ?? 0) + 1);
  response.statusCode = code;
  response.end(VERSION);
});
server.keepAliveTimeout = 75_000;

server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    // Clients send masked frames of fewer than 126 bytes: two bytes, four of the mask, the text.
    for (let length = (rest[1] ?? 0) & 127; rest.length >= 6 + length; length = (rest[1] ?? 0) & 127) {
      const opcode = (rest[0] ?? 0) & 15;
      const mask = rest.subarray(2, 6);
      const text = rest.subarray(6, 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      rest = rest.subarray(6 + length);
      if (opcode === TEXT) socket.write(frame(TEXT, Buffer.from(text)));
      if (opcode === CLOSE) socket.end(frame(CLOSE, Buffer.from(text)));
      if (rest.length < 2) break;
    }
  });
});

const frame = (opcode: number, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([128 | opcode, payload.length]), payload]);

process.on('SIGTERM', () => {
  leaving = true;
  setTimeout(() => {
    const code = Buffer.alloc(2);
    code.writeUInt16BE(SERVICE_RESTART);
    for (const socket of sockets) socket.write(frame(CLOSE, code));
    setTimeout(() => process.exit(0), PARTING);
  }, STILL_FOUND);
});

server.listen(PORT);
