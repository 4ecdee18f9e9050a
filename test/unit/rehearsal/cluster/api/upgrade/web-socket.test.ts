import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { acceptance, webSocketLink } from '../../../../../../rehearsal/cluster/api/upgrade/web-socket.ts';

/** A frame as clients send them, masked. */
function frame(kind: number, text: string | Buffer, final = true): Buffer {
  const bytes = Buffer.from(text);
  const mask = Buffer.from([1, 2, 3, 250]);
  const length = bytes.length;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (final ? 0x80 : 0) + kind;
  head[1] = 0x80 + (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

function linked(head: Uint8Array = Buffer.alloc(0)) {
  const [socket, written, heard] = [new PassThrough(), [] as Buffer[], [] as string[]];
  socket.write = ((bytes: Buffer) => written.push(bytes) > 0) as typeof socket.write;
  const link = webSocketLink(socket, head, {
    bytes: (bytes) => heard.push(bytes.length > 100 ? `${bytes.length} bytes` : bytes.toString()),
    closed: () => heard.push('closed'),
  });
  return { written, heard, link, come: (bytes: Buffer) => socket.emit('data', bytes), socket };
}

describe('a WebSocket', () => {
  it('is accepted as the standard says', () => {
    expect(acceptance('dGhlIHNhbXBsZSBub25jZQ==', 'p')).toContain(
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: p\r\n',
    );
  });

  it('hears messages of every length, in any pieces, also what came with the request', () => {
    const { heard, come } = linked(frame(2, 'first'));
    const all = Buffer.concat([
      frame(2, 'in ', false),
      frame(0, 'two'),
      frame(2, 'x'.repeat(125)),
      frame(2, 'x'.repeat(126)),
      frame(2, 'x'.repeat(65_535)),
      frame(2, 'x'.repeat(65_536)),
    ]);
    for (let at = 0; at < all.length; at += 1000) come(all.subarray(at, at + 1000));
    expect(heard).toEqual(['first', 'in ', 'two', ...[125, 126, 65_535, 65_536].map((length) => `${length} bytes`)]);
  });

  it('answers pings, and its end with an end', () => {
    const { heard, written, come } = linked();
    come(Buffer.concat([frame(9, 'p'), frame(10, ''), frame(8, Buffer.from([3, 232])), frame(2, 'too late')]));
    expect(written.map((bytes) => bytes.toString('hex'))).toEqual(['8a0170', '880203e8']);
    expect(heard).toEqual(['closed']);
  });

  it('sends whole messages without a mask, and nothing after its end', () => {
    const { written, link, heard } = linked();
    for (const length of [125, 126, 65_536]) link.send(Buffer.alloc(length));
    link.close();
    link.send(Buffer.from('late'));
    expect(written.map((bytes) => bytes.subarray(0, 2).toString('hex'))).toEqual(['827d', '827e', '827f', '8802']);
    expect(written[2]?.readBigUInt64BE(2)).toBe(65_536n);
    expect(heard).toEqual(['closed']);
  });

  it('ends once when its connection does', () => {
    const { heard, socket } = linked();
    socket.emit('end');
    socket.emit('close');
    expect(heard).toEqual(['closed']);
  });
});
