import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

/** The server's side of a WebSocket that carries bytes.
 *  @see https://www.rfc-editor.org/rfc/rfc6455 */
export interface WebSocketLink {
  send(bytes: Uint8Array): void;
  close(): void;
}

export interface WebSocketEvents {
  /** Bytes of messages, in order; where one message ends does not matter to what is carried here. */
  bytes(bytes: Buffer): void;
  /** Once, however it ended. */
  closed(): void;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** What accepts a client's request for a connection. */
export const acceptance = (key: string, protocol: string): string => {
  const answer = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`;
};

/** Speaks over a connection that was accepted. @param head what came behind the request */
export function webSocketLink(socket: Duplex, head: Uint8Array, events: WebSocketEvents): WebSocketLink {
  let waiting = Buffer.from(head);
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    socket.destroy();
    events.closed();
  };
  const send = (kind: number, bytes: Uint8Array): void => {
    if (!ended) socket.write(Buffer.concat([frameHead(kind, bytes.length), bytes]));
  };
  const take = (): void => {
    for (let frame = readFrame(waiting); frame !== undefined && !ended; frame = readFrame(waiting)) {
      waiting = waiting.subarray(frame.length);
      if (frame.kind === CLOSE) {
        send(CLOSE, frame.payload.subarray(0, 2));
        end();
      } else if (frame.kind === PING) send(PONG, frame.payload);
      else if (frame.kind !== PONG) events.bytes(frame.payload);
    }
  };
  socket.on('data', (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes]);
    take();
  });
  for (const name of ['close', 'end', 'error']) socket.on(name, end);
  take();
  return {
    send: (bytes) => send(BINARY, bytes),
    close() {
      send(CLOSE, Buffer.from([0x03, 0xe8]));
      end();
    },
  };
}

/** A server masks nothing, and sends each message whole. */
function frameHead(kind: number, length: number): Buffer {
  const first = 0x80 | kind;
  if (length < 126) return Buffer.from([first, length]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = first;
  if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return head;
}

interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
  /** Of all of it. */
  readonly length: number;
}

/** The first frame, where it is whole. */
function readFrame(bytes: Buffer): Frame | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0 ? 4 : 0;
  const start = 2 + extended + masked;
  if (bytes.length < start) return undefined;
  const size = extended === 2 ? bytes.readUInt16BE(2) : extended === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + size) return undefined;
  const payload = Buffer.from(bytes.subarray(start, start + size));
  const mask = bytes.subarray(start - masked, start);
  if (masked > 0) for (const [index, byte] of payload.entries()) payload[index] = byte ^ (mask[index % 4] ?? 0);
  return { kind: first & 0x0f, payload, length: start + size };
}
