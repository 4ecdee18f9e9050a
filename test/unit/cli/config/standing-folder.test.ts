import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standingFolder } from '../../../../cli/config/standing-folder.ts';

describe('where whoever calls stands', () => {
  let root = '';
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'standing-')));
    mkdirSync(join(root, 'package'));
    symlinkSync(join(root, 'package'), join(root, 'link'));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const npm = (folder: string): NodeJS.ProcessEnv => ({
    INIT_CWD: '/called',
    npm_package_json: join(root, folder, 'package.json'),
  });

  it('is the current folder without npm', () => {
    expect(standingFolder({}, '/here')).toBe('/here');
    expect(standingFolder({ INIT_CWD: '/called' }, '/here')).toBe('/here');
  });

  it('is where npm was called, while the script is where npm has put it', () => {
    expect(standingFolder(npm('package'), join(root, 'package'))).toBe('/called');
    expect(standingFolder(npm('link'), join(root, 'package'))).toBe('/called');
  });

  it('is the current folder where a script has gone elsewhere, or npm was told a workspace', () => {
    expect(standingFolder(npm('package'), root)).toBe(root);
    expect(standingFolder(npm('nowhere'), root)).toBe(root);
    expect(standingFolder({ ...npm('package'), npm_config_workspace: 'a' }, join(root, 'package'))).toBe(
      join(root, 'package'),
    );
  });
});
