import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type StrangersFolder, strangersFolder } from '../config/config-world.ts';

let folder: StrangersFolder;
afterEach(() => folder.discard());

/** A repository without the service that every stranger has. */
function repository(files: Readonly<Record<string, string>>): StrangersFolder {
  folder = strangersFolder(files);
  if (!Object.keys(files).some((path) => path.startsWith('api/')))
    rmSync(join(folder.root, 'api'), { recursive: true });
  return folder;
}
const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: folder.root });
const config = (): string => readFileSync(join(folder.root, 'sluice.config.ts'), 'utf8');
const FASTAPI = {
  'api/Dockerfile': 'FROM python:3.12-slim\nEXPOSE 8000\n',
  'api/requirements.txt': 'fastapi==0.1 --hash=sha256:0\n',
  'api/tests/test_main.py': '',
};
const NODE = { Dockerfile: 'FROM node:24\nEXPOSE 3000\n', 'package.json': '{"scripts":{"test":"vitest"}}' };

describe('sluice init', () => {
  it('writes a config from which synth and check go on', () => {
    repository(FASTAPI);
    const { status, stdout, stderr } = folder.sluice(['init']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('  api: python in api/, port 8000, tested by "python -m pytest"\n');
    expect(stdout).toContain(config().split('\n')[0]);
    expect(stdout).toContain('Assumed: --location europe-west1 --cluster main --tiers production. ');
    expect(stdout).toMatch(/\nNext: npx @sluice-delivery\/sluice synth, .*\n$/);
    expect(existsSync(join(folder.root, 'package.json'))).toBe(false);
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
    expect(folder.sluice(['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('takes the branches that there are, and what the flags say', () => {
    repository(NODE);
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'x');
    git('branch', '-M', 'trunk');
    git('branch', 'develop');
    git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    const { stdout } = folder.sluice(['init', '--cluster', 'prod', '--location', 'us-central1']);
    expect(stdout).toContain('Found in acme/shop, whose default branch is trunk:');
    expect(stdout).toContain('node in the root, port 3000, tested by "npm test"');
    expect(stdout).toContain('Assumed: --tiers staging,production.');
    expect(stdout).toContain('Next: npm install --save-dev @sluice-delivery/sluice, then npx sluice synth');
    expect(config()).toContain("// repository: github({ owner: 'acme', name: 'shop', id: '…', ownerId: '…' })");
    expect(config()).toContain("path: '.'");
    expect(config()).toContain("gke({ name: 'prod', location: 'us-central1'");
    expect(config()).toContain("tier('production', { from: branch('trunk'), after: 'staging' })");
    expect(folder.sluice(['synth'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('takes a monorepo, whatever its folders are called', () => {
    const names = [
      'web',
      'a/web',
      'service',
      '2nd',
      'Über_App',
      'github-bot',
      'default',
      'x.y',
      'payments-api',
      'long'.repeat(20),
    ];
    repository(
      Object.fromEntries(
        names.flatMap((name) => Object.entries(NODE).map(([file, text]) => [`services/${name}/${file}`, text])),
      ),
    );
    const { status, stderr } = folder.sluice(['init', '--tiers', 'dev, staging, production']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(config().match(/= service\(/g)).toHaveLength(10);
    // What a path may be made of is the delivery's word.
    const { stderr: said } = folder.sluice(['synth']);
    expect(said).toBe('');
  });

  it('says what it leaves out, what is not touched, and what a service lacks', () => {
    repository({
      ...FASTAPI,
      'api/requirements.txt': 'fastapi\n',
      'worker/Dockerfile': 'FROM golang:1.25\n',
      'my app/Dockerfile': 'FROM node\n',
      '.github/workflows/own.yml': 'on: push\n',
    });
    const { stdout } = folder.sluice(['init']);
    expect(stdout).toContain('  left out: worker/Dockerfile: beside it is no requirements.txt and no package.json');
    expect(stdout).toContain('  left out: my app/Dockerfile: A path is relative');
    expect(stdout).toContain('  of your own, and not touched: .github/workflows/own.yml\n');
    expect(stdout).toContain('note: requirements.txt has no hashes');
  });

  it('never overwrites, and writes nothing where there is nothing to deliver', () => {
    repository({ ...FASTAPI, 'sluice.config.mjs': '// mine\n' });
    const again = folder.sluice(['init'], 'api');
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toBe(
      `${folder.root}/sluice.config.mjs is there already, and stays as it is. Next: sluice synth.\n`,
    );
    folder.discard();
    repository({ 'readme.md': '' });
    expect(folder.sluice(['init'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Nothing is written: /),
    });
    expect(existsSync(join(folder.root, 'sluice.config.ts'))).toBe(false);
  });

  it('refuses flags that mean nothing, all at once', () => {
    repository(FASTAPI);
    expect(folder.sluice(['init', '--location', 'Paris', '--tiers', 'live', '--cluster', 'a'])).toMatchObject({
      status: 2,
      stderr:
        '--location is "Paris"; wanted a location such as europe-west1.\n--tiers is "live"; wanted production, with staging and dev before it where they are wanted.\n',
    });
    expect(existsSync(join(folder.root, 'sluice.config.ts'))).toBe(false);
  });
});
