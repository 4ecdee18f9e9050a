import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACKAGE_NAME, PACKAGE_VERSION } from '../../domain/package-name.ts';
import { consumer, filesBelow, packed } from './consumer.ts';
import { type Registry, registryProgram, startRegistry } from './registry/registry.ts';

const program = registryProgram();

(program === undefined ? describe.skip : describe)('through a registry', () => {
  let scratch = '';
  let registry: Registry | undefined;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'sluice-packed-'));
    registry = await startRegistry(program ?? '');
    await registry.publish(packed(scratch));
  });
  afterAll(() => {
    registry?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('the package is installed into an empty folder, by its name and alone, and its command works there', () => {
    const user = consumer({
      '.npmrc': `registry=${registry?.url}\nupdate-notifier=false\ncache=${join(scratch, 'cache')}\n`,
      'api/Dockerfile': 'FROM python:3.12-slim\nEXPOSE 8000\nCMD ["python", "-m", "uvicorn", "main:app"]\n',
      'api/requirements.txt': 'fastapi==0.1 --hash=sha256:0\n',
      'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    });
    expect(user.npm('install', '--no-audit', '--no-fund', PACKAGE_NAME)).toMatchObject({ status: 0, stderr: '' });
    const manifests = filesBelow(join(user.root, 'node_modules')).filter((path) =>
      /^[^.].*\/package\.json$/.test(path),
    );
    expect(manifests.filter((path) => !/\/lib\//.test(path))).toEqual([`${PACKAGE_NAME}/package.json`]);
    expect(user.sluice(process.execPath, '--version').stdout).toBe(`${PACKAGE_VERSION}\n`);
    for (const command of ['init', 'synth', 'check'])
      expect(user.sluice(process.execPath, command)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(user.root, '.github/workflows/deploy.yml'))).toBe(true);
    expect(readFileSync(join(user.root, 'package-lock.json'), 'utf8')).toContain(PACKAGE_NAME);
    user.discard();
  });

  it('npx runs it in a repository that has no Node project, and leaves none behind', () => {
    const user = consumer({
      '.npmrc': `registry=${registry?.url}\nupdate-notifier=false\ncache=${join(scratch, 'cache')}\n`,
      Dockerfile: 'FROM python:3.12-slim\n',
    });
    const { status, stdout } = user.npm('exec', '--yes', `--package=${PACKAGE_NAME}`, '--', 'sluice', '--version');
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${PACKAGE_VERSION}\n` });
    expect(existsSync(join(user.root, 'package.json'))).toBe(false);
    user.discard();
  });
});
