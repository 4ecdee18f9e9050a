import { EmptyHeaders, HeaderReader } from './spdy-headers.ts';

/** Streams of a SPDY connection, as its server sees them: the client opens them.
 *  @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/ */
export interface SpdyConnection {
  /** Takes what the client has sent. @throws for bytes that are no SPDY */
  take(bytes: Buffer): void;
  /** Sends to a stream. */
  data(stream: number, bytes: Uint8Array): void;
  /** Nothing more will be sent to a stream. */
  finish(stream: number): void;
  /** Ends a stream at once. */
  reset(stream: number): void;
}

export interface SpdyEvents {
  opened(stream: number, headers: ReadonlyMap<string, string>): void;
  data(stream: number, bytes: Buffer): void;
  /** The client sends nothing more to it. */
  finished(stream: number): void;
  reset(stream: number): void;
}

const SYN_STREAM = 1;
const SYN_REPLY = 2;
const RST_STREAM = 3;
const PING = 6;
const FIN = 1;
const CANCEL = 5;
/** As much as a frame of data may hold. */
const LONGEST = 0xff_ff_ff;

export function spdyConnection(send: (bytes: Uint8Array) => void, events: SpdyEvents): SpdyConnection {
  const [headers, replies] = [new HeaderReader(), new EmptyHeaders()];
  let waiting = Buffer.alloc(0);

  const control = (type: number, payload: Uint8Array): void => {
    const head = Buffer.alloc(8);
    head.writeUInt16BE(0x8003, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt32BE(payload.length, 4);
    send(Buffer.concat([head, payload]));
  };
  const opened = (payload: Buffer, flags: number): void => {
    const stream = streamAt(payload);
    control(SYN_REPLY, Buffer.concat([numbers(stream), replies.next()]));
    events.opened(stream, headers.read(payload.subarray(10)));
    if ((flags & FIN) !== 0) events.finished(stream);
  };
  const takeFrame = (frame: Buffer): void => {
    const payload = frame.subarray(8);
    const flags = frame[4] ?? 0;
    if ((frame[0] ?? 0) < 0x80) {
      const stream = streamAt(frame);
      if (payload.length > 0) events.data(stream, payload);
      if ((flags & FIN) !== 0) events.finished(stream);
      return;
    }
    const type = frame.readUInt16BE(2);
    if (type === SYN_STREAM) opened(payload, flags);
    else if (type === RST_STREAM) events.reset(streamAt(payload));
    else if (type === PING) control(PING, payload);
    // Settings, windows and farewells need no answer: the library of Kubernetes' clients looks at none.
  };
  const data = (stream: number, bytes: Uint8Array, flags: number): void => {
    const head = numbers(stream, bytes.length);
    head[4] = flags;
    send(Buffer.concat([head, bytes]));
  };

  return {
    take(bytes) {
      waiting = Buffer.concat([waiting, bytes]);
      while (waiting.length >= 8) {
        const end = 8 + (waiting.readUInt32BE(4) & LONGEST);
        if (waiting.length < end) return;
        const frame = waiting.subarray(0, end);
        waiting = waiting.subarray(end);
        takeFrame(frame);
      }
    },
    data: (stream, bytes) => data(stream, bytes, 0),
    finish: (stream) => data(stream, Buffer.alloc(0), FIN),
    reset: (stream) => control(RST_STREAM, numbers(stream, CANCEL)),
  };
}

const streamAt = (bytes: Buffer): number => bytes.readUInt32BE(0) & 0x7fffffff;

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}
