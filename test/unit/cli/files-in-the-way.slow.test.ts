import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from './config/config-world.ts';

let folder: StrangersFolder;
afterEach(() => folder.discard());

describe('what cannot be read or written', () => {
  it.each([['synth'], ['check'], ['diff']])('is a folder where a file is wanted, by %s', (command) => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, '.github/workflows/deploy.yml/theirs': '' });
    const { status, stderr } = folder.sluice([command]);
    expect(stderr).toBe(
      '.github/workflows/deploy.yml cannot be read (EISDIR): there is a folder where a file is wanted. Move it away, and run this again.\n',
    );
    expect(status).toBe(1);
    expect(existsSync(join(folder.root, '.github/workflows/build.yml'))).toBe(false);
  });

  it('is below a file where a folder is wanted', () => {
    folder = strangersFolder({ 'sluice.config.ts': CONFIG, '.github': 'theirs' });
    expect(folder.sluice(['synth'])).toMatchObject({
      status: 1,
      stderr:
        '.github/workflows/test.yml cannot be reached or written (ENOTDIR): there is a file where a folder is wanted. Move it away, and run this again.\n',
    });
  });
});
