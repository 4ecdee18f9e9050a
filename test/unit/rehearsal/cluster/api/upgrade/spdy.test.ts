import { constants, createDeflate } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { spdyConnection } from '../../../../../../rehearsal/cluster/api/upgrade/spdy-connection.ts';
import { SPDY_DICTIONARY } from '../../../../../../rehearsal/cluster/api/upgrade/spdy-dictionary.ts';
import { EmptyHeaders, HeaderReader } from '../../../../../../rehearsal/cluster/api/upgrade/spdy-headers.ts';

const numbers = (...values: readonly number[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    }),
  );
const sized = (text: string): Buffer => Buffer.concat([numbers(text.length), Buffer.from(text)]);

/** Writes header blocks as a client does: one compressed stream with the dictionary. */
function headerWriter(): (pairs: Readonly<Record<string, string>>) => Promise<Buffer> {
  const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
  const chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  return async (pairs) => {
    const entries = Object.entries(pairs);
    deflate.write(Buffer.concat([numbers(entries.length), ...entries.flat().map(sized)]));
    await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
    return Buffer.concat(chunks.splice(0));
  };
}

const control = (type: number, flags: number, payload: Buffer): Buffer =>
  Buffer.concat([numbers(0x80030000 + type, flags * 2 ** 24 + payload.length), payload]);

describe('header blocks of SPDY', () => {
  it('begin from the dictionary that everybody has', async () => {
    const block = await headerWriter()({});
    // Its Adler-32, which a stream names that was written with it.
    expect(block.subarray(2, 6).toString('hex')).toBe('e3c6a7c2');
    expect(SPDY_DICTIONARY).toHaveLength(1423);
  });

  it('are one stream, read block by block', async () => {
    const [write, reader] = [headerWriter(), new HeaderReader()];
    const pairs = { Streamtype: 'data', port: '80', requestid: '0' };
    expect(Object.fromEntries(reader.read(await write(pairs)))).toEqual({
      ...pairs,
      Streamtype: undefined,
      streamtype: 'data',
    });
    expect(Object.fromEntries(reader.read(await write({ port: '8080' })))).toEqual({ port: '8080' });
    expect(() => reader.read(Buffer.from('no block'))).toThrow();
  });

  it('without headers can be read one after the other', () => {
    const empty = new EmptyHeaders();
    const reader = new HeaderReader();
    for (const _ of [1, 2, 3]) expect(reader.read(empty.next()).size).toBe(0);
  });
});

describe('a SPDY connection', () => {
  const listening = () => {
    const sent: Buffer[] = [];
    const heard: unknown[] = [];
    const spdy = spdyConnection((bytes) => sent.push(Buffer.from(bytes)), {
      opened: (stream, headers) => heard.push(['opened', stream, headers.get('port')]),
      data: (stream, bytes) => heard.push(['data', stream, bytes.toString()]),
      finished: (stream) => heard.push(['finished', stream]),
      reset: (stream) => heard.push(['reset', stream]),
    });
    return { sent, heard, spdy };
  };

  it('hears streams, data, ends and resets, however the bytes are cut', async () => {
    const syn = Buffer.concat([numbers(7, 0), Buffer.alloc(2), await headerWriter()({ port: '81' })]);
    const bytes = Buffer.concat([
      control(4, 0, numbers(0)),
      control(1, 0, syn),
      Buffer.concat([numbers(7, 5), Buffer.from('hello')]),
      Buffer.concat([numbers(7, 2 ** 24 + 1), Buffer.from('!')]),
      control(3, 0, numbers(7, 5)),
      control(6, 0, numbers(9)),
    ]);
    for (const size of [1, 3, bytes.length]) {
      const { sent, heard, spdy } = listening();
      for (let at = 0; at < bytes.length; at += size) spdy.take(bytes.subarray(at, at + size));
      expect(heard).toEqual([
        ['opened', 7, '81'],
        ['data', 7, 'hello'],
        ['data', 7, '!'],
        ['finished', 7],
        ['reset', 7],
      ]);
      // A reply to the stream, and the ping as it came.
      expect(sent[0]?.subarray(0, 4)).toEqual(numbers(0x80030002));
      expect(sent[0]?.subarray(8, 12)).toEqual(numbers(7));
      expect(sent[1]).toEqual(control(6, 0, numbers(9)));
    }
  });

  it('sends data, ends and resets', () => {
    const { sent, spdy } = listening();
    spdy.data(3, Buffer.from('ab'));
    spdy.finish(3);
    spdy.reset(5);
    expect(sent).toEqual([
      Buffer.concat([numbers(3, 2), Buffer.from('ab')]),
      numbers(3, 2 ** 24),
      control(3, 0, numbers(5, 5)),
    ]);
  });

  it('takes no stream whose headers cannot be read', () => {
    const { spdy } = listening();
    expect(() => spdy.take(control(1, 0, Buffer.alloc(20)))).toThrow();
  });
});
