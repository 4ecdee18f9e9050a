import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { castsOf, MOST, verdictOn } from './casts.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-casts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('casts', () => {
  it.each([
    ['const a = b as string;', ['b as string']],
    ['/* é */ const a = (b as unknown) as string;', ['(b as unknown) as string', 'b as unknown']],
    ['const a = b!.c;', ['b!']],
    ['const a = <string>b;', ['<string>b']],
    ['function a(b: any) {}', ['any']],
    ["import { a as b } from 'c';\nexport * as d from 'e';", []],
    ['const a = [1] as const; const b = a satisfies unknown;', []],
    ["const a = 'b as string'; // b as string", []],
    ['const isA = (b: unknown): b is string => !b;', []],
  ])('are found by a parser in %s', (source, found) => {
    const path = join(folder, 'a.ts');
    writeFileSync(path, source);
    expect(castsOf(path)).toEqual(found);
  });

  it('may become fewer, with the bound, and never more', () => {
    expect(verdictOn(MOST)).toBeUndefined();
    expect(verdictOn(MOST + 1)).toContain('narrow what is unknown');
    expect(verdictOn(MOST - 1)).toContain('lower it');
  });
});
