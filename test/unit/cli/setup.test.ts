import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setupFiles } from '../../../setup-src/setup-files.ts';
import { platform } from '../../fixtures/platform.ts';

const COMMAND = join(import.meta.dirname, '../../../cli/sluice.ts');
const FILES = setupFiles(platform);
let folder = '';

/** The command works in the repository of the config of the folder. */
const setup = (...args: readonly string[]) =>
  spawnSync(process.execPath, [COMMAND, 'setup', ...args], { cwd: folder, encoding: 'utf8' });
const script = (): string => join(folder, 'setup/gcp/setup.sh');

describe('sluice setup gcp', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-setup-'));
    spawnSync('git', ['init', '--quiet'], { cwd: folder });
    const fixture = join(import.meta.dirname, '../../fixtures/platform.ts');
    writeFileSync(
      join(folder, 'sluice.config.ts'),
      `export { platform as default } from ${JSON.stringify(fixture)};\n`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes what the delivery makes, as files that are not edited by accident', () => {
    expect(setup('gcp')).toMatchObject({ status: 0, stdout: expect.stringContaining('setup/gcp/setup.sh') });
    for (const { path, content } of FILES) expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
    expect(statSync(script()).mode & 0o222).toBe(0);
  });

  it('says so when there is nothing to write', () => {
    expect(setup('gcp')).toMatchObject({ status: 0, stdout: 'setup/gcp/ is what the delivery makes of it.\n' });
  });

  it('writes an edited file again, and names that one alone', () => {
    chmodSync(script(), 0o644);
    writeFileSync(script(), `${readFileSync(script(), 'utf8')}gcloud projects delete\n`);
    expect(setup('gcp').stdout).toMatch(/^Written: setup\/gcp\/setup\.sh\. /);
    expect(readFileSync(script(), 'utf8')).toBe(FILES.find(({ path }) => path.endsWith('.sh'))?.content);
  });

  it('leaves a file of others as it is, and says so', () => {
    const own = readFileSync(script(), 'utf8');
    chmodSync(script(), 0o644);
    writeFileSync(script(), 'gcloud projects list\n');
    expect(setup('gcp')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('setup/gcp/setup.sh'),
    });
    expect(readFileSync(script(), 'utf8')).toBe('gcloud projects list\n');
    writeFileSync(script(), own);
  });

  it.each([[[]], [['aws']], [['gcp', 'more']]])('tells how it is used where it is called with %j', (args) => {
    expect(setup(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: sluice setup gcp') });
  });
});
