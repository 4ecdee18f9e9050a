import { once } from 'node:events';
import { createServer, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import { UnreadableProtobuf } from '../../cluster/protobuf/wire.ts';
import type { FirestoreEmulator } from '../firestore-emulator.ts';
import { CALLS } from './calls.ts';
import { Documents } from './documents.ts';
import { Unsupported } from './unsupported.ts';

const PREFIX = '/google.firestore.v1.Firestore/';
/** As much as Firestore takes at a time. */
const MOST_BYTES = 10 * 1024 * 1024;
const STATUS = { ok: 0, invalid: 3, tooMuch: 8, unimplemented: 12, internal: 13 } as const;

/** A small part of Firestore in this process, in memory, for any client that speaks its gRPC without encryption: a rehearsal has data that the
 *  pods of a tier share, without Java. @param address of this machine, where pods reach it @param clock milliseconds since 1970 */
export function startOwnStore(address = '127.0.0.1', clock: () => number = Date.now): FirestoreEmulator {
  const documents = new Documents();
  const sessions = new Set<Http2Session>();
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => {});
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    readRequest(stream)
      .then((request) => answer(stream, callOf(String(headers[':path'] ?? ''))(request, documents, clock())))
      .catch((error: unknown) => refuse(stream, error));
  });
  server.listen(0, address);
  const host = once(server, 'listening').then(() => {
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The store of the rehearsal has no address.');
    return `${address}:${bound.port}`;
  });
  host.catch(() => {});
  return {
    host,
    close: async () => {
      await host.catch(() => {});
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

class TooMuch extends Error {}

/** The one message of a request, behind the five bytes that gRPC puts before it. */
async function readRequest(stream: ServerHttp2Stream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Whoever sends too much is told so.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_BYTES) throw new TooMuch(`A request has ${MOST_BYTES} bytes at most.`);
  }
  const framed = Buffer.concat(chunks);
  if (framed.length < 5 || framed[0] !== 0 || framed.readUInt32BE(1) !== framed.length - 5)
    throw new UnreadableProtobuf('A request is one message that is not compressed.');
  return framed.subarray(5);
}

function callOf(path: string) {
  const call = path.startsWith(PREFIX) ? CALLS.get(path.slice(PREFIX.length)) : undefined;
  if (call === undefined) throw new Unsupported(`call ${path.slice(0, 100)}`);
  return call;
}

const HEADERS = { ':status': 200, 'content-type': 'application/grpc' } as const;

function answer(stream: ServerHttp2Stream, messages: readonly Buffer[]): void {
  if (stream.destroyed) return;
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(STATUS.ok) }));
  stream.end(
    Buffer.concat(
      messages.flatMap((message) => {
        const head = Buffer.alloc(5);
        head.writeUInt32BE(message.length, 1);
        return [head, message];
      }),
    ),
  );
}

function refuse(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed || stream.headersSent) {
    stream.destroy();
    return;
  }
  const words = error instanceof Error ? error.message : String(error);
  const trailers = { 'grpc-status': String(statusOf(error)), 'grpc-message': encodeURIComponent(words) };
  stream.respond({ ...HEADERS, ...trailers }, { endStream: true });
  stream.resume();
}

function statusOf(error: unknown): number {
  if (error instanceof Unsupported) return STATUS.unimplemented;
  if (error instanceof UnreadableProtobuf) return STATUS.invalid;
  return error instanceof TooMuch ? STATUS.tooMuch : STATUS.internal;
}
