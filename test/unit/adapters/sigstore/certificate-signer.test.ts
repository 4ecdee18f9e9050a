import { describe, expect, it } from '@jest/globals';
import { type StatedExtension, signerOf } from '../../../../adapters/sigstore/certificate-signer.ts';

const OWNER_ID = [1, 3, 6, 1, 4, 1, 57264, 1, 17];
const stated = (value: readonly number[], id: readonly number[] = OWNER_ID): StatedExtension => ({
  oid: { id },
  value: Uint8Array.from(value),
});
const letters = (count: number) => Array.from({ length: count }, () => 0x61);
const ownerOf = (...extensions: readonly StatedExtension[]) => signerOf('s', extensions).stated.sourceOwnerId;

describe('what a certificate states', () => {
  it('is a text of any length', () => {
    expect(ownerOf(stated([0x0c, 2, 0x37, 0x30]))).toBe('70');
    expect(ownerOf(stated([0x0c, 0]))).toBe('');
    expect(ownerOf(stated([0x0c, 0x7f, ...letters(127)]))).toBe('a'.repeat(127));
    expect(ownerOf(stated([0x0c, 0x81, 128, ...letters(128)]))).toBe('a'.repeat(128));
    expect(ownerOf(stated([0x0c, 0x82, 1, 44, ...letters(300)]))).toBe('a'.repeat(300));
  });

  it('is nothing where it says nothing, or something else', () => {
    expect(signerOf(undefined, [])).toEqual({ subject: undefined, stated: {} });
    expect(ownerOf(stated([0x0c, 1, 0x37], [2, 5, 29, 17]), { value: Uint8Array.from([1]) })).toBeUndefined();
  });

  it('keeps every letter: none of another alphabet becomes one of ours', () => {
    expect(ownerOf(stated([0x0c, 3, 0xe5, 0xad, 0xb1]))).toBe('\u5b71');
    expect(ownerOf(stated([0x0c, 4, 0xef, 0xbb, 0xbf, 0x37]))).toBe('\ufeff7');
    expect(() => ownerOf(stated([0x0c, 1, 0xb7]))).toThrow();
  });

  it.each([
    ['twice', [stated([0x0c, 1, 0x37]), stated([0x0c, 1, 0x38])]],
    ['twice, and the same', [stated([0x0c, 1, 0x37]), stated([0x0c, 1, 0x37])]],
    ['of another kind', [stated([0x16, 1, 0x37])]],
    ['raw, as older extensions are', [stated([0x37, 0x30])]],
    ['with more behind it', [stated([0x0c, 1, 0x37, 0x38])]],
    ['cut off', [stated([0x0c, 2, 0x37])]],
    ['of no length', [stated([0x0c])]],
    ['empty', [stated([])]],
    ['of an open length', [stated([0x0c, 0x80, ...letters(128)])]],
    ['of a length in three bytes', [stated([0x0c, 0x83, 0, 0, 1, 0x37])]],
  ])('is refused where it is %s', (_what, extensions) => expect(() => ownerOf(...extensions)).toThrow(/57264\.1\.17/));
});
