import { describe, expect, it } from '@jest/globals';
import { endOf } from '../../../../adapters/kubernetes/end-of.ts';

async function* chunks(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe('the end of a long text', () => {
  it.each<readonly [string, number, string]>([
    ['one\ntwo\n', 100, 'one\ntwo\n'],
    ['one\ntwo\n', 8, 'one\ntwo\n'],
    ['one\ntwo\n', 4, 'two\n'],
    ['', 4, ''],
    ['ééé', 5, 'éé'],
    ['a😀', 3, ''],
  ])('%j within %d bytes is %j', async (text, bytes, wanted) => {
    expect(await endOf(chunks(text), bytes)).toBe(wanted);
    expect(await endOf(chunks(...(text.match(/./gsu) ?? [])), bytes)).toBe(wanted);
  });

  it('is there after a line of ten megabytes', async () => {
    const line = 'x'.repeat(1_000_000);
    const end = await endOf(chunks(...Array.from({ length: 10 }, () => line), '\nno database\n'), 16_384);
    expect(end).toMatch(/x\nno database\n$/);
    expect(end).toHaveLength(16_384);
  });
});
