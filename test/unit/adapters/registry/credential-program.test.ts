import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dockerCredentials } from '../../../../adapters/registry/credentials.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What docker's configuration gets from a program of these lines. */
const ask = (name: string, script: string | undefined) => {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'config.json'), JSON.stringify({ credHelpers: { 'r.example': name } }));
  if (script !== undefined)
    writeFileSync(join(folder, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return dockerCredentials({ DOCKER_CONFIG: home, PATH: `${folder}${delimiter}${process.env['PATH']}` })('r.example');
};

describe('a program that knows credentials', () => {
  it('is asked for those of the server, on its standard input', async () => {
    const script = 'read -r server; test "$1" = get || exit 1; printf \'{"Username":"u","Secret":"of %s"}\' "$server"';
    expect(await ask('well', script)).toEqual({ kind: 'password', username: 'u', password: 'of r.example' });
  });

  it('may know none, before it has read a word', async () => {
    expect(await ask('none', 'echo "credentials not found in native keychain"; exit 1')).toBeUndefined();
  });

  it('is not believed when it fails, and its answer is not repeated', async () => {
    await expect(ask('fails', 'echo hunter2 >&2; exit 3')).rejects.toThrow(
      /^docker-credential-fails .* ended with 3\./,
    );
    await expect(ask('talks', 'echo hunter2')).rejects.toThrow(/^docker-credential-talks answered without "Username"/);
    await expect(ask('absent', undefined)).rejects.toThrow(
      /docker-credential-absent knows .* cannot be run\. Install it/,
    );
    await expect(ask('dies', 'kill -9 $$')).rejects.toThrow(/docker-credential-dies/);
  });
});
