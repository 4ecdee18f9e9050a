import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transform } from 'esbuild';
import { OLDEST_NODE } from '../../own/package/manifest.ts';
import { CONFIG } from '../unit/cli/config/config-world.ts';
import { type Consumer, consumer, filesBelow, oldestNode, packed } from './consumer.ts';

const BIN = join(import.meta.dirname, '../../own/package/bin/sluice.cjs');
const SERVICE = {
  'api/Dockerfile': 'FROM python:3.12-slim\nCOPY . .\nCMD ["python", "-m", "uvicorn", "main:app"]\n',
  'api/requirements.txt': '',
  'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
};
const RC = `import { Project } from 'projen';
import { SluiceDelivery } from '@sluice-delivery/sluice/projen';
import platform from './sluice.config.ts';

const project = new Project({ name: 'theirs' });
new SluiceDelivery(project, platform);
project.synth();
`;
const LIBRARY = `import { generatedFiles } from '@sluice-delivery/sluice/files';
import platform from './sluice.config.ts';

console.log(JSON.stringify(generatedFiles(platform)));
`;

let scratch = '';
let tarball = '';
let user: Consumer;

/** A user's repository with the package in it. */
function installed(files: Readonly<Record<string, string>>): Consumer {
  const made = consumer({ ...SERVICE, 'sluice.config.ts': CONFIG, ...files });
  const { status, stderr } = made.npm('install', '--offline', '--no-audit', '--no-fund', tarball);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return made;
}

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'sluice-packed-'));
  tarball = packed(scratch);
  user = installed({});
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  user.discard();
});

describe('the packed package', () => {
  it('is small, one package, and holds no source, no test and no Node', () => {
    expect(statSync(tarball).size).toBeLessThan(10 * 1024 ** 2);
    const packages = filesBelow(join(user.root, 'node_modules')).filter((path) => /(^|\/)package\.json$/.test(path));
    expect(packages).toHaveLength(2);
    const paths = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
    expect(paths.filter((path) => /(?<!\.d)\.m?ts$|test|examples/.test(path))).toEqual([]);
    expect(paths).toContain('package/LICENSE');
  });

  it('names the licences of what is compiled into it', () => {
    const licences = readFileSync(join(user.root, 'node_modules/@sluice-delivery/sluice/licenses.txt'), 'utf8');
    for (const name of ['@kubernetes/client-node', '@actions/core', 'yaml', '@peculiar/x509', '@bufbuild/cel'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('writes and checks a delivery, by this Node', () => {
    expect(user.sluice(process.execPath, 'synth')).toMatchObject({ status: 0, stderr: '' });
    expect(user.sluice(process.execPath, 'check')).toMatchObject({ status: 0, stderr: '' });
    expect(user.npm('exec', '--', 'sluice', 'rbac', 'live').stdout).toContain('kind: Role');
    expect(user.sluice(process.execPath, 'rehearse', '--list').stdout).toContain('all-the-way');
  });

  const oldest = oldestNode();
  (oldest === undefined ? it.skip : it)(`does the same by Node ${OLDEST_NODE}`, () => {
    expect(user.sluice(oldest ?? '', 'check')).toMatchObject({ status: 0, stderr: '' });
    expect(user.sluice(oldest ?? '', 'rehearse', '--list')).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['commonjs', { type: 'commonjs' }],
    ['module', { type: 'module' }],
  ])('works where package.json says "%s"', (_, manifest) => {
    const other = installed({ 'package.json': JSON.stringify(manifest) });
    expect(other.sluice(process.execPath, 'synth')).toMatchObject({ status: 0, stderr: '' });
    other.discard();
  });

  it('says that --cluster real is not part of it', () => {
    const { status, stderr, stdout } = user.sluice(process.execPath, 'rehearse', '--approve', '--cluster', 'real');
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('--cluster real needs a checkout of Sluice');
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  });
});

describe('a consumer’s compiler, with skipLibCheck off', () => {
  const words = `import platform from './sluice.config.ts';
import { job, run, workflow } from '@sluice-delivery/sluice/workflow';

export const tiers: readonly string[] = platform.tiers.map(({ name }) => name);
export const own = workflow({
  path: '.github/workflows/own.yml', name: 'Own', source: 'own.ts', on: { pullRequest: {} },
  jobs: [job({ id: 'own', name: 'Own', source: 'own.ts', runsOn: 'ubuntu-24.04', timeoutMinutes: 1, steps: [run({ name: 'Say', run: 'true' })] })],
});
// @ts-expect-error: there is no such runner.
job({ id: 'own', name: 'Own', source: 'own.ts', runsOn: 'ubuntu', timeoutMinutes: 1, steps: [] });
`;
  it.each([
    ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('takes the declarations under %s', (_, options) => {
    user.write('own.ts', words);
    user.write('package.json', '{"type":"module"}');
    const { status, stdout } = user.compile({ ...options, allowImportingTsExtensions: true }, ['own.ts']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('takes those of the component for projen', () => {
    const other = installed({ 'package.json': '{"type":"module"}', 'rc.ts': RC });
    other.borrow('projen', 'constructs', '@types/node', 'undici-types');
    const { status, stdout } = other.compile(
      { module: 'nodenext', allowImportingTsExtensions: true, types: ['node'] },
      ['rc.ts'],
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    other.discard();
  });
});

describe('the doors', () => {
  it('lead to the same bytes: the command, a component of projen, a call', () => {
    const other = installed({ 'package.json': '{"type":"module"}', 'rc.ts': RC, 'library.ts': LIBRARY });
    other.borrow('projen', 'constructs');
    const files: readonly { readonly path: string; readonly content: string }[] = JSON.parse(
      execFileSync(process.execPath, ['library.ts'], { cwd: other.root, encoding: 'utf8', maxBuffer: 1 << 26 }),
    );
    execFileSync(process.execPath, ['rc.ts'], { cwd: other.root });
    for (const { path, content } of files) expect(readFileSync(join(other.root, path), 'utf8')).toBe(content);
    expect(other.sluice(process.execPath, 'check')).toMatchObject({ status: 0, stderr: '' });
    expect(other.sluice(process.execPath, 'synth').stdout).toContain(`${files.length} generated files are what`);
    other.discard();
  });
});

describe('the command on an old Node', () => {
  /** What it says, loads and ends with. */
  function on(version: string): string {
    const said: string[] = [];
    const process = { versions: { node: version }, exitCode: 0 };
    const program = readFileSync(BIN, 'utf8').replace(/^#!.*/, '');
    runInNewContext(program, {
      process,
      require: (asked: string) => said.push(`loads ${asked}`),
      console: { error: (text: string) => said.push(text) },
    });
    return [...said, `exit ${process.exitCode}`].join('\n');
  }

  it.each(['0.12.18', '18.20.0', '20.20.2', '22.18.9'])('%s is a sentence and exit 2', (version) => {
    expect(on(version)).toMatch(
      new RegExp(`^sluice needs Node ${OLDEST_NODE} or newer, and this is ${version}: install .*\nexit 2$`),
    );
  });

  it.each([OLDEST_NODE, '22.20.0', '23.0.0', '24.1.0'])('%s is new enough', (version) => {
    expect(on(version)).toBe('loads ./start.cjs\nexit 0');
  });

  it('can be read by any Node', async () => {
    const { warnings } = await transform(readFileSync(BIN, 'utf8'), { target: 'es5' });
    expect(warnings).toEqual([]);
  });
});
