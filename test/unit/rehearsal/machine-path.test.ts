import { describe, expect, it } from '@jest/globals';
import { machinePath } from '../../../rehearsal/machine-path.ts';

const pathOf = (...folders: readonly string[]) => machinePath(folders.join(':'), '/work/shop', '/node/bin').split(':');

describe('PATH of jobs', () => {
  it('begins with the Node of the rehearsal, and keeps the order of the machine’s', () => {
    expect(pathOf('/usr/local/bin', '/usr/bin')).toEqual(['/node/bin', '/usr/local/bin', '/usr/bin']);
  });

  it('has nothing that npm puts there for its scripts', () => {
    expect(pathOf('/a/node_modules/.bin', '/usr/lib/node_modules/npm/node-gyp-bin', '/opt/node_modules/x/bin')).toEqual(
      ['/node/bin', '/opt/node_modules/x/bin'],
    );
  });

  it('has nothing of the checkout, whose name may begin another', () => {
    expect(pathOf('/work/shop/venv/bin', '/work/shop', '/work/shopping/bin')).toEqual([
      '/node/bin',
      '/work/shopping/bin',
    ]);
  });

  it('has each folder once, and none for an empty entry', () => {
    expect(pathOf('/usr/bin', '', '/node/bin', '/usr/bin')).toEqual(['/node/bin', '/usr/bin']);
  });
});
