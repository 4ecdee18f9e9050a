import { describe, expect, it } from '@jest/globals';
import { mainRemote, remoteRepository } from '../../../../cli/init/remote-repository.ts';

describe('the repository that a remote names', () => {
  it.each([
    'https://github.com/acme/shop',
    'https://github.com/acme/shop.git',
    'https://user:token@github.com/acme/shop.git',
    'https://www.github.com/acme/shop/',
    'git@github.com:acme/shop.git',
    'github.com:acme/shop',
    'git@github.com-work:acme/shop.git',
    'ssh://git@github.com/acme/shop.git',
    'ssh://git@github.com:22/acme/shop.git',
    'ssh://git@ssh.github.com:443/acme/shop.git',
    'git://github.com/acme/shop/',
  ])('is read from %s', (url) => {
    expect(remoteRepository(url)).toBe('acme/shop');
  });

  it.each([
    '',
    'https://notgithub.com/acme/shop',
    'https://github.example.com/acme/shop',
    'https://gitlab.com/github.com/acme/shop',
    'git@gitlab.com:acme/shop.git',
    '/srv/github.com/acme/shop.git',
    'https://github.com/acme',
  ])('is none in %j', (url) => {
    expect(remoteRepository(url)).toBeUndefined();
  });

  it('is that of origin, of the only remote, or of the one that it was copied from', () => {
    expect(mainRemote(['fork', 'origin', 'upstream'])).toBe('origin');
    expect(mainRemote(['fork', 'upstream'])).toBe('upstream');
    expect(mainRemote(['company'])).toBe('company');
    expect(mainRemote(['a', 'b'])).toBeUndefined();
  });
});
