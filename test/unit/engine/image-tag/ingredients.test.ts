import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { sourceIngredients } from '../../../../engine/image-tag/ingredients.ts';
import type { Source } from '../../../../engine/image-tag/source.ts';

const head = parseCommitSha('1'.repeat(40));
const CODE: Readonly<Record<string, string>> = { api: 'tree', 'api/Dockerfile': 'FROM scratch' };

/** A checkout by its paths; the id of a file is its text. `links` lead from one path to another. */
const checkout = (
  files: Readonly<Record<string, string>>,
  more: { readonly links?: Readonly<Record<string, string>>; readonly untracked?: readonly string[] } = {},
) => {
  const asked: string[] = [];
  const source: Source = {
    head: async () => head,
    find: async (_, path) => {
      const place = more.links?.[path] ?? path;
      const id = files[place];
      return id === undefined ? undefined : { path: place, id };
    },
    text: async (id) => id,
    changed: async (paths) => {
      asked.push(...paths);
      return [];
    },
    untracked: async () => more.untracked ?? [],
  };
  return { source, asked };
};
const ingredients = (source: Source, paths = { folder: 'api', dockerfile: 'api/Dockerfile' }) =>
  sourceIngredients(source, head, paths);

describe('what of an image comes from the checkout', () => {
  it('is the folder, the Dockerfile behind its link, and the file that hides files from docker', async () => {
    const links = { 'api/Dockerfile': 'docker/python' };
    const { source, asked } = checkout({ ...CODE, 'docker/python': 'FROM a', 'api/.dockerignore': 'x' }, { links });
    expect(await ingredients(source)).toEqual({
      tree: 'tree',
      dockerfile: 'FROM a',
      ignored: 'x',
      attributes: {},
      source: 'FROM a',
      places: [
        { path: 'api', id: 'tree' },
        { path: 'docker/python', id: 'FROM a' },
        { path: 'api/.dockerignore', id: 'x' },
      ],
    });
    expect(asked.sort()).toEqual([
      'api',
      'api/.dockerignore',
      'api/Dockerfile',
      'api/Dockerfile.dockerignore',
      'docker/python',
    ]);
  });

  it('takes the rules beside the Dockerfile before those of the folder', async () => {
    const files = {
      ...CODE,
      'd/x.Dockerfile': 'FROM a',
      'd/x.Dockerfile.dockerignore': 'own',
      'api/.dockerignore': 'x',
    };
    const { source } = checkout(files);
    const found = await ingredients(source, { folder: 'api', dockerfile: 'd/x.Dockerfile' });
    expect(found.ignored).toBe('own');
    expect((await ingredients(checkout(CODE).source)).ignored).toBeUndefined();
  });

  it('has the attributes of folders above, which decide how files are written', async () => {
    const { source } = checkout({
      ...{
        '.gitattributes': '* eol=crlf',
        'a/.gitattributes': '*.sh text\n*.lock linguist-generated',
        'a/b/c/.gitattributes': 'in its tree',
      },
      ...{ 'a/b/c': 'tree', 'd/Dockerfile': 'FROM a', 'd/.gitattributes': '* -text', 'e/.gitattributes': 'of nobody' },
    });
    const { attributes } = await ingredients(source, { folder: 'a/b/c', dockerfile: 'd/Dockerfile' });
    expect(attributes).toEqual({
      '.gitattributes': '* eol=crlf',
      'a/.gitattributes': '*.sh text',
      'd/.gitattributes': '* -text',
    });
  });

  it('is refused when there is something that no commit has, and docker would see it', async () => {
    const untracked = ['api/node_modules/x', 'api/dist/a.js', 'other/x', 'apis/x'];
    const refusal = (names: string) => ({
      reason: 'context-not-of-commit',
      message: expect.stringMatching(new RegExp(`^${names} would be in the build context`)),
    });
    const hides = (rules: string) =>
      ingredients(checkout({ ...CODE, 'api/.dockerignore': rules }, { untracked }).source);
    await expect(hides('node_modules')).rejects.toMatchObject(refusal('api/dist/a.js'));
    await expect(hides('*\n!dist')).rejects.toMatchObject(refusal('api/dist/a.js'));
    await expect(hides('')).rejects.toMatchObject(refusal('api/node_modules/x, api/dist/a.js'));
    expect((await hides('node_modules\ndist')).tree).toBe('tree');
  });

  it.each(['api/.dockerignore', 'api/Dockerfile.dockerignore'])(
    'is refused when %s is of no commit, whatever it hides',
    async (path) => {
      const { source } = checkout({ ...CODE, 'api/.dockerignore': '*' }, { untracked: [path] });
      await expect(ingredients(source)).rejects.toMatchObject({ reason: 'context-not-of-commit' });
    },
  );

  it('is refused when the whole repository is built with the folder of git in it', async () => {
    const files = { '': 'root', Dockerfile: 'FROM a' };
    const root = { folder: '', dockerfile: 'Dockerfile' };
    await expect(ingredients(checkout(files).source, root)).rejects.toThrow(/^\.git would be in the build context/);
    const hidden = checkout({ ...files, '.dockerignore': '.git' });
    expect((await ingredients(hidden.source, root)).tree).toBe('root');
  });
});
