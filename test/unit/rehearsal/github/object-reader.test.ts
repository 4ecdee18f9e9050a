import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { git } from '../../../../rehearsal/github/git-command.ts';
import { ObjectReader } from '../../../../rehearsal/github/object-reader.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'objects-'));
  await git(['init', '--quiet', '--bare', directory]);
});
afterAll(() => rm(directory, { recursive: true }));

const write = async (content: string | Uint8Array): Promise<string> =>
  (await git([`--git-dir=${directory}`, 'hash-object', '-w', '--stdin'], { input: content })).toString().trim();

describe('reading objects through one git', () => {
  it('answers each question with its object, byte for byte, in any order of sizes', async () => {
    const reader = new ObjectReader(directory);
    const contents = ['', '\n', 'a\n\nb', Buffer.alloc(300_000, 7), 'last'].map((content) => Buffer.from(content));
    const names = await Promise.all(contents.map(write));
    const found = await Promise.all(names.map((name) => reader.read(name)));
    expect(found.map((object) => object?.sha)).toEqual(names);
    expect(found.map((object) => object?.content)).toEqual(contents);
    expect(found[0]?.type).toBe('blob');
  });

  it('finds nothing for names that lead nowhere, and goes on', async () => {
    const reader = new ObjectReader(directory);
    const missing = ['0'.repeat(40), 'main', 'main:a file', 'two\nlines', '', '--all'];
    for (const name of missing) expect(await reader.read(name)).toBeUndefined();
    expect((await reader.read(await write('here')))?.content.toString()).toBe('here');
  });

  it.each(['T:../../etc/passwd', 'T:./f', ':../x', 'main@{u}', '@{upstream}', 'main@{push}'])(
    'goes on beside somebody who asks for %s, at which git would end',
    async (name) => {
      const blob = await write('file');
      const entry = `100644 blob ${blob}\ta@{u}\n`;
      const tree = (await git([`--git-dir=${directory}`, 'mktree'], { input: entry })).toString().trim();
      const reader = new ObjectReader(directory);
      const [nothing, other] = await Promise.all([reader.read(name.replace('T', tree)), reader.read(`${tree}:a@{u}`)]);
      expect([nothing, other?.sha]).toEqual([undefined, blob]);
    },
  );

  it('sees what was written after it started', async () => {
    const reader = new ObjectReader(directory);
    expect(await reader.read('refs/tags/late')).toBeUndefined();
    const sha = await write('late');
    await git([`--git-dir=${directory}`, 'update-ref', 'refs/tags/late', sha]);
    expect((await reader.read('refs/tags/late'))?.sha).toBe(sha);
  });

  it('says what git said when there is no repository', async () => {
    await expect(new ObjectReader(join(directory, 'nowhere')).read('main')).rejects.toThrow('not a git repository');
  });
});
