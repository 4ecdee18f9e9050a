import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Whoever attacks has an address of their own, as attackers have. */
export const ATTACKER = '127.0.0.66';

/** A connection that sends what it is told and takes what comes, or nothing. */
export class RawClient {
  readonly socket: Socket;
  received = Buffer.alloc(0);
  closed = false;
  readonly #waiting = new Set<() => void>();

  constructor(port: number, address: string = ATTACKER) {
    this.socket = connect({ port, host: '127.0.0.1', localAddress: address });
    this.socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]).subarray(-200_000);
      this.#wake();
    });
    this.socket.setMaxListeners(0);
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
      this.#wake();
    });
  }

  /** Sends, and waits until the system has taken it. */
  async send(data: string | Uint8Array): Promise<void> {
    if (this.closed || this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.once('close', resolve);
      this.socket.write(data, () => {
        this.socket.off('close', resolve);
        resolve();
      });
    });
  }

  /** Until the text holds, the connection is closed or the time is over. */
  async until(test: (text: string) => boolean, milliseconds = 20_000): Promise<string> {
    const end = Date.now() + milliseconds;
    while (!test(this.text) && !this.closed && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, end - Date.now()));
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.text;
  }

  get text(): string {
    return this.received.toString('latin1');
  }

  /** The status of the first answer; `undefined` where there was none. */
  get status(): number | undefined {
    const found = /^HTTP\/1\.1 (\d{3})/.exec(this.text)?.[1];
    return found === undefined ? undefined : Number(found);
  }

  end(): void {
    this.socket.destroy();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
    this.#waiting.clear();
  }
}

/** A raw request's text. */
export const request = (line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string =>
  `${line} HTTP/1.1\r\nHost: demo\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;

/** Sends one request and waits for its whole answer or the end. */
export async function ask(port: number, text: string | Uint8Array, milliseconds = 20_000): Promise<RawClient> {
  const client = new RawClient(port);
  await client.send(text);
  await client.until((answer) => /^HTTP\/1\.1 \d{3}[\s\S]*\r\n\r\n/.test(answer), milliseconds);
  client.end();
  return client;
}

/** An accepted WebSocket session whose frames are sent by hand. */
export async function openSocket(
  port: number,
  key: string,
  headers: Readonly<Record<string, string>> = {},
  address: string = ATTACKER,
): Promise<RawClient> {
  const client = new RawClient(port, address);
  const handshake = {
    'X-API-Key': key,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  };
  await client.send(request('GET /ws', handshake));
  await client.until((answer) => answer.includes('\r\n\r\n'));
  return client;
}

/** A frame of a client. @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function frame(opcode: number, payload: Uint8Array, { fin = true, rsv1 = false } = {}): Buffer {
  const size = payload.length;
  const head = size < 126 ? Buffer.alloc(2) : size < 65536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode;
  head[1] = 0x80 | (size < 126 ? size : size < 65536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(size, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

/** The code of the close frame at the end of what came. */
export function closeCode({ received }: RawClient): number | undefined {
  let at = received.indexOf('\r\n\r\n') + 4;
  while (at + 2 <= received.length) {
    const opcode = (received[at] ?? 0) & 0x0f;
    const short = (received[at + 1] ?? 0) & 0x7f;
    const size =
      short < 126 ? short : short === 126 ? received.readUInt16BE(at + 2) : Number(received.readBigUInt64BE(at + 2));
    const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
    if (opcode === 8 && start + 2 <= received.length) return received.readUInt16BE(start);
    at = start + size;
  }
  return undefined;
}
