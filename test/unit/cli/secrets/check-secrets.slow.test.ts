import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONFIG, type StrangersFolder, strangersFolder } from '../config/config-world.ts';

// Not written out here, so that this file holds none.
const RANDOM = ['q7', 'Zk', '2v', 'Xw', '9p', 'Lr', '4t', 'Bn', '8d'].join('');

let at: StrangersFolder;
beforeEach(() => {
  at = strangersFolder({ 'sluice.config.ts': CONFIG });
});
afterEach(() => at.discard());

/** A gitleaks that says this. */
const gitleaks = (script: string): Readonly<Record<string, string>> => {
  at.write('programs/gitleaks', `#!/bin/sh\n${script}\n`);
  const folder = join(at.root, 'programs');
  chmodSync(join(folder, 'gitleaks'), 0o755);
  return { PATH: `${folder}:${process.env['PATH']}` };
};
const without = { PATH: ['/usr/bin', '/bin'].join(':') };
const search = (environment: Readonly<Record<string, string>> = without) =>
  at.sluice(['check', '--secrets'], '', environment);

describe('sluice check --secrets', () => {
  it('says that none is written out, and who was asked', () => {
    const { status, stdout } = search();
    expect(stdout).toMatch(/^No secret is written out in \d+ files of the delivery, by Sluice's own rules; gitleaks, /);
    expect(status).toBe(0);
  });

  it('names each place in everything that a delivery has, and no value', () => {
    for (const path of ['.github/workflows/own.yml', 'k8s/own.yaml', 'api/settings.py', 'setup/gcp/own.sh'])
      at.write(path, `a\npassword: ${RANDOM}\n`);
    at.write('elsewhere/settings.py', `password: ${RANDOM}\n`);
    at.write('.gitignore', 'api/.env\n');
    at.write('api/.env', `PASSWORD=${RANDOM}\n`);
    at.write('api/picture.bin', `\0password: ${RANDOM}\n`);
    const { status, stdout, stderr } = search();
    expect(stderr.split('\n').filter((line) => line.includes('looks like'))).toEqual(
      ['.github/workflows/own.yml', 'api/settings.py', 'k8s/own.yaml', 'setup/gcp/own.sh'].map(
        (path) => `${path}:2 looks like a secret (value-of-a-secret).`,
      ),
    );
    expect(stderr).toContain('4 places in ');
    expect(`${stdout}${stderr}`).not.toContain(RANDOM);
    expect(status).toBe(1);
  });

  it('finds none in what a synthesis writes, its own actions among it', () => {
    expect(at.sluice(['synth']).status).toBe(0);
    const { status, stdout } = search();
    expect(stdout).toContain('No secret is written out in ');
    expect(status).toBe(0);
  });

  it('says what is too large to be looked at', () => {
    at.write('api/data.json', `"${'x'.repeat(1 << 20)}"`);
    const { status, stdout } = search();
    expect(stdout).toContain('api/data.json is larger than 1 MiB and was not looked at.');
    expect(status).toBe(0);
  });

  it('tells what gitleaks finds besides, of files that are the delivery’s', () => {
    at.write('api/own.txt', 'a\n');
    const leak = (file: string) =>
      `{"RuleID":"rare","File":"${join(at.root, file)}","StartLine":1,"Secret":"${RANDOM}"}`;
    const script = `case "$*" in *"/api") echo '[${leak('api/own.txt')},${leak('api/ignored.txt')}]';; *) echo '[]';; esac`;
    const { status, stdout, stderr } = search(gitleaks(script));
    expect(stderr).toContain('api/own.txt:1 looks like a secret (rare).');
    expect(stderr).toContain('1 place in ');
    expect(`${stdout}${stderr}`).not.toContain(RANDOM);
    expect(status).toBe(1);
  });

  it.each([
    ['ends with an error', 'echo "no such command: dir" >&2; exit 2', 'no such command: dir'],
    ['says no report', 'echo hello', 'it ended with 0'],
  ])('is no green tick where gitleaks %s', (_, script, reason) => {
    const { status, stderr } = search(gitleaks(script));
    expect(stderr).toContain(`gitleaks is on PATH and could not be asked: ${reason}.`);
    expect(status).toBe(1);
  });

  it('is asked of a delivery, and not of a folder', () => {
    const { status, stderr } = at.sluice(['check', '--secrets', '--manifests', 'k8s']);
    expect(stderr).toContain(
      '--manifests judges a folder, and --secrets searches what a delivery has: give one of them.',
    );
    expect(status).toBe(2);
  });
});
