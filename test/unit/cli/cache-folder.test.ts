import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cacheFolder } from '../../../cli/cache-folder.ts';

describe('the folder of what is kept', () => {
  it('is below XDG_CACHE_HOME, which must be absolute, or below HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/cache' }, '/home/ada')).toBe('/cache/sluice');
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache' }, '/home/ada')).toBe('/home/ada/.cache/sluice');
    expect(cacheFolder({}, '/home/ada')).toBe('/home/ada/.cache/sluice');
  });

  it('is never below the folder that the command is called in', () => {
    expect(cacheFolder({}, '')).toBe(join(userInfo().homedir, '.cache/sluice'));
  });
});
