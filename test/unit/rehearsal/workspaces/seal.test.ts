import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepUntouched, type Seal, seal } from '../../../../rehearsal/workspaces/seal.ts';

let tree = '';
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'seal-'));
  for (const folder of ['a/b/c', 'a/d', 'e/f']) mkdirSync(join(tree, folder), { recursive: true });
  for (const file of ['a/b/c/1', 'a/d/2', 'e/f/3', '4']) writeFileSync(join(tree, file), file);
});
afterEach(() => rmSync(tree, { recursive: true }));

const sealedWhenOld = async (): Promise<Seal> => {
  for (;;) {
    const { seal: found, young } = seal(tree);
    if (!young) return found;
    await setTimeout(5);
  }
};

const left = (...paths: readonly string[]): readonly string[] => paths.filter((path) => existsSync(join(tree, path)));

it('folders in which nothing is left go, up to the first that holds something', async () => {
  const sealed = await sealedWhenOld();
  rmSync(join(tree, 'a/b/c/1'));
  writeFileSync(join(tree, 'e/f/3'), 'changed');
  expect(keepUntouched(tree, sealed)).toBe(true);
  expect(left('a', 'a/b', 'a/b/c', 'a/d', 'a/d/2', 'e', 'e/f', '4')).toEqual(['a', 'a/d', 'a/d/2', '4']);
});

it('a tree of which nothing is left is a tree', async () => {
  const sealed = await sealedWhenOld();
  for (const path of ['a', 'e', '4']) rmSync(join(tree, path), { recursive: true });
  expect(keepUntouched(tree, sealed)).toBe(true);
  expect(existsSync(tree)).toBe(true);
});
