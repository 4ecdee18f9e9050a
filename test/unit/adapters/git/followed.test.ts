import { describe, expect, it } from '@jest/globals';
import { followed } from '../../../../adapters/git/followed.ts';

/** A tree by its paths; what begins with `->` is a link. */
const tree: Readonly<Record<string, string>> = {
  '': 'root',
  services: 'services',
  'services/api': 'api',
  'services/api/Dockerfile': 'docker',
  'services/link': '-> api/Dockerfile',
  api: '-> services/api',
  up: '-> services/../api',
  deep: '-> api/../link',
  same: '-> .',
  out: '-> ../elsewhere',
  absolute: '-> /etc/passwd',
  lost: '-> nowhere',
  one: '-> two',
  two: '-> one',
};
const find = (path: string) =>
  followed(
    async (place) => {
      const found = tree[place];
      return found === undefined ? undefined : { id: found, link: found.startsWith('-> ') };
    },
    async (id) => id.slice(3),
    path,
  );

describe('a path of a commit', () => {
  it.each([
    ['services/api', 'services/api', 'api'],
    ['services/link', 'services/api/Dockerfile', 'docker'],
    ['api', 'services/api', 'api'],
    ['api/Dockerfile', 'services/api/Dockerfile', 'docker'],
    ['up/Dockerfile', 'services/api/Dockerfile', 'docker'],
    ['deep', 'services/api/Dockerfile', 'docker'],
    ['same/api/Dockerfile', 'services/api/Dockerfile', 'docker'],
    ['same', '', 'root'],
    ['', '', 'root'],
  ])('%j lies at %j, behind its links', async (path, place, id) => {
    expect(await find(path)).toEqual({ path: place, id });
  });

  it('has nothing where a link leads to nothing', async () => {
    expect(await find('lost')).toBeUndefined();
    expect(await find('services/none')).toBeUndefined();
  });

  it.each([
    ['out', 'out of the repository'],
    ['out/x', 'out of the repository'],
    ['absolute', 'out of the repository'],
    ['one', 'in circles'],
  ])('is refused where %s leads %s', async (path, where) => {
    await expect(find(path)).rejects.toMatchObject({
      reason: 'context-not-of-commit',
      message: expect.stringContaining(where),
    });
  });
});
