import { describe, expect, it } from '@jest/globals';
import { readHints } from '../../../../rehearsal/story/hints.ts';
import { readFolder } from '../../../../rehearsal/story/read-folder.ts';

const shows = { page: '/', file: 'web/page.js', before: '<h1>', words: 'Shop', after: '</h1>' };
const read = (told: unknown) => readHints('sluice.rehearsal.json', JSON.stringify(told));

describe('what a folder tells stories', () => {
  it('is taken as it is said', () => {
    expect([...read({ web: { shows } })]).toEqual([['web', { shows }]]);
  });

  it.each([
    [[], /^sluice\.rehearsal\.json: it is no object of services\.$/],
    [{ web: 1 }, /"web" is no object\.$/],
    [{ web: { show: shows } }, /"web\.show" is not understood\.$/],
    [{ web: { toString: shows } }, /"web\.toString" is not understood\.$/],
    [{ web: { shows: 'x' } }, /"web\.shows" is not understood\.$/],
    [{ web: { shows: { ...shows, page: 1 } } }, /"web\.shows\.page" is no text\.$/],
    [{ web: { erring: { page: '/', file: 'a', replace: 'b' } } }, /"web\.erring\.by" is no text\.$/],
    [{ web: { tests: { file: 'a', more: 'b' } } }, /"web\.tests\.more" is not understood\.$/],
  ])('is refused by name where it is not understood: %j', (told, says) => {
    expect(() => read(told)).toThrow(says);
  });

  it('is refused where it is no JSON', () => {
    expect(() => readHints('a/sluice.rehearsal.json', '{')).toThrow(/^a\/sluice\.rehearsal\.json: /);
  });

  it('is read below the root of the delivery, with the Dockerfiles', async () => {
    const asked: string[] = [];
    const files: Readonly<Record<string, string>> = { 'ours/web/Dockerfile': 'FROM node:24\n' };
    const services = [
      { name: 'web', path: 'web' },
      { name: 'top', path: '.' },
    ] as never;
    const folder = await readFolder(
      async (path) => {
        asked.push(path);
        return files[path];
      },
      { root: 'ours', services },
    );
    expect(asked.sort()).toEqual(['ours/Dockerfile', 'ours/sluice.rehearsal.json', 'ours/web/Dockerfile']);
    expect(folder).toEqual({
      dockerfiles: new Map([
        ['web', 'FROM node:24\n'],
        ['top', ''],
      ]),
      hints: new Map(),
    });
  });
});
