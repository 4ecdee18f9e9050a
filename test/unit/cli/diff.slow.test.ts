import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from './config/config-world.ts';

let folder: StrangersFolder;
beforeEach(() => {
  folder = strangersFolder({ 'sluice.config.ts': CONFIG });
});
afterEach(() => folder.discard());

describe('sluice diff', () => {
  it('shows nothing, and ends with 0, where synth would change nothing', () => {
    folder.sluice(['synth']);
    expect(folder.sluice(['diff'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('is a patch that makes of the repository what synth makes of it: changed, new and removed files', () => {
    folder.sluice(['synth']);
    folder.write('sluice.config.ts', CONFIG.replace("'live'", "'prod'").replace('port: 8000', 'port: 9000'));
    const { status, stdout } = folder.sluice(['diff']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^--- a\/k8s\/base\/shop\/deployment\.yaml\n\+\+\+ b\/k8s\/base\/shop\/deployment\.yaml$/m);
    expect(stdout).toMatch(/^deleted file mode \d+$/m);
    expect(stdout).toMatch(/^new file mode \d+$/m);
    expect(folder.sluice(['diff']).stdout).toBe(stdout);
    spawnSync('chmod', ['-R', 'u+w', '.'], { cwd: folder.root });
    const { status: applied, stderr } = spawnSync('git', ['apply'], {
      cwd: folder.root,
      input: stdout,
      encoding: 'utf8',
    });
    expect({ applied, stderr }).toEqual({ applied: 0, stderr: '' });
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('tells which files of others are in the way', () => {
    folder.write('.github/workflows/test.yml', 'on: push\n');
    chmodSync(join(folder.root, '.github/workflows/test.yml'), 0o644);
    const { status, stdout, stderr } = folder.sluice(['diff']);
    expect(status).toBe(1);
    expect(stdout).not.toContain('test.yml b');
    expect(stderr).toContain("This file is not Sluice's, and would be overwritten:\n  .github/workflows/test.yml\n");
  });
});
