import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { type Consumer, consumer, packed } from './consumer.ts';

const FASTAPI = {
  'api/Dockerfile': 'FROM python:3.12-slim\nEXPOSE 8000\nCMD ["python", "-m", "uvicorn", "main:app"]\n',
  'api/requirements.txt': 'fastapi==0.1 --hash=sha256:0\n',
  'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  'api/test_main.py': '',
};
const NODE = { Dockerfile: 'FROM node:24-slim\nEXPOSE 3000\n', 'package.json': '{"scripts":{"test":"node --test"}}' };
const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const REPOSITORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a FastAPI service without package.json': FASTAPI,
  'a service in Node': NODE,
  'a repository of CommonJS': { ...below('web', NODE), 'package.json': '{"type":"commonjs"}' },
  'a monorepo of ten': Object.assign(
    {},
    ...Array.from({ length: 10 }, (_, index) => below(`services/s${index}`, NODE)),
  ),
};

/** Linters of workflows, where this machine has them: they find nothing, at their own settings. */
function linted({ root }: Consumer): string {
  const PATH = [join(cacheFolder(process.env), 'linters', 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const run = (program: string, ...args: readonly string[]): string => {
    const { error, status, stdout, stderr } = spawnSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH },
    });
    return error !== undefined || status === 0 ? '' : stdout + stderr;
  };
  return run('actionlint') + run('zizmor', '--offline', '--persona', 'pedantic', '--no-progress', '.github');
}

describe('from the packed package, in a repository of a user', () => {
  let scratch = '';
  let tarball = '';
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'sluice-packed-'));
    tarball = packed(scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /** The command is outside of the repository, as npx has it. */
  function visited(files: Readonly<Record<string, string>>) {
    const tools = consumer({});
    tools.npm('install', '--offline', '--no-audit', '--no-fund', tarball);
    const user = consumer(files);
    const bin = join(tools.root, 'node_modules/@sluice-delivery/sluice/bin/sluice.cjs');
    return {
      user,
      sluice: (...args: readonly string[]) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
          cwd: user.root,
          encoding: 'utf8',
        });
        return { status, stdout, stderr };
      },
      discard() {
        tools.discard();
        user.discard();
      },
    };
  }

  it.each(Object.entries(REPOSITORIES))('init, synth and check go through %s', (_, files) => {
    const { user, sluice, discard } = visited(files);
    for (const command of ['init', 'synth', 'check']) expect(sluice(command)).toMatchObject({ status: 0, stderr: '' });
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(user.root, path), 'utf8')).toBe(text);
    expect(existsSync(join(user.root, 'node_modules'))).toBe(false);
    expect(existsSync(join(user.root, 'package.json'))).toBe('package.json' in files);
    expect(linted(user)).toBe('');
    expect(sluice('eject')).toMatchObject({ status: 0, stderr: '' });
    expect(linted(user)).toBe('');
    discard();
  });

  it('what somebody has written survives, and is named where it is in the way', () => {
    const own = {
      '.github/workflows/test.yml': 'name: Mine\n',
      '.gitattributes': '*.png binary\n',
      '.github/actionlint.yaml': 'self-hosted-runner:\n  labels: [big]\n',
    };
    const { user, sluice, discard } = visited({ ...NODE, ...own });
    expect(sluice('init').stdout).toContain('of your own, and not touched: .github/workflows/test.yml');
    expect(sluice('synth')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('  .github/workflows/test.yml\n'),
    });
    for (const [path, text] of Object.entries(own)) expect(readFileSync(join(user.root, path), 'utf8')).toBe(text);
    renameSync(join(user.root, '.github/workflows/test.yml'), join(user.root, '.github/workflows/unit.yml'));
    expect(sluice('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(sluice('check')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(user.root, '.github/workflows/unit.yml'), 'utf8')).toBe('name: Mine\n');
    for (const path of ['.gitattributes', '.github/actionlint.yaml'] as const)
      expect(readFileSync(join(user.root, path), 'utf8')).toBe(own[path]);
    discard();
  });
});
