import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from '../../../cli/cache-folder.ts';

/** A registry of npm on this machine, which knows what was put into it and nothing else. */
export interface Registry {
  readonly url: string;
  /** Puts a package in, as `npm publish` would: the command itself refuses what is private. */
  publish(tarball: string): Promise<void>;
  close(): void;
}

/** @returns the program, kept between runs; `undefined` where it cannot be had */
export function registryProgram(): string | undefined {
  const folder = join(cacheFolder(process.env), 'verdaccio-6.10.4');
  const program = join(folder, 'node_modules/verdaccio/bin/verdaccio');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(import.meta.dirname, 'package.json'), join(folder, 'package.json'));
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
  }
  return existsSync(program) ? program : undefined;
}

const config = (storage: string): string => `storage: ${storage}
web: { enable: false }
auth: { htpasswd: { file: ${storage}/users } }
packages: { '**': { access: $all, publish: $all } }
log: { type: stdout, format: json, level: fatal }
`;

/** Starts one without any registry behind it. */
export async function startRegistry(program: string): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-registry-'));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, config(join(folder, 'storage')));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [program, '--config', file, '--listen', `127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  await answering(url, child);
  return {
    url,
    publish: (tarball) => publish(url, tarball),
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`The registry ended with ${child.exitCode}.`);
    const answer = await fetch(`${url}/-/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('The registry does not answer.');
}

/** @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md */
async function publish(url: string, tarball: string): Promise<void> {
  const data = readFileSync(tarball);
  const { stdout } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
  const { private: _, ...manifest } = JSON.parse(stdout) as Readonly<Record<string, unknown>> & Named;
  const { name, version } = manifest;
  const file = basename(tarball);
  const dist = {
    tarball: `${url}/${name}/-/${file}`,
    integrity: `sha512-${createHash('sha512').update(data).digest('base64')}`,
    shasum: createHash('sha1').update(data).digest('hex'),
  };
  const attachment = { content_type: 'application/octet-stream', data: data.toString('base64'), length: data.length };
  const body = {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
    _attachments: { [file]: attachment },
  };
  const answer = await fetch(`${url}/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The registry refuses ${name}: ${answer.status} ${await answer.text()}`);
}

interface Named {
  readonly name: string;
  readonly version: string;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
