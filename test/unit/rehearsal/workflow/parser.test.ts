import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { BUNDLE, buildParser } from '../../../../rehearsal/workflow/parser/build-parser.ts';

describe('the bundle of GitHub’s parser', () => {
  it('is what its sources make, byte for byte', async () => {
    expect((await buildParser()) === (await readFile(BUNDLE, 'utf8'))).toBe(true);
  });

  it('names the versions that are installed', async () => {
    const head = (await readFile(BUNDLE, 'utf8')).split('\n')[0] ?? '';
    for (const name of ['@actions/expressions', '@actions/workflow-parser', 'cronstrue', 'yaml']) {
      const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as {
        version: string;
      };
      expect(head).toContain(`${name} ${version}`);
    }
  });
});
