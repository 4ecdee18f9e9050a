import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { parse } from '../../rehearsal/workflow/parse.ts';
import { type Consumer, packed } from './consumer.ts';
import { visited } from './visited.ts';

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

const workflowsOf = ({ root }: Consumer): readonly string[] =>
  readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);

/** GitHub's own parser takes every file, and no more than a few kinds of findings of linters are passed over within them. */
async function expectReadable(user: Consumer): Promise<void> {
  const texts = workflowsOf(user).map((path) => ({ path, content: readFileSync(join(user.root, path), 'utf8') }));
  expect(texts.length).toBeGreaterThan(3);
  for (const { path, content } of texts) await parse(path, content);
  const ignores = texts.flatMap(({ content }) => [
    ...content.matchAll(/# (?:zizmor: ignore\[([\w-]+)\]|shellcheck disable=\w+)/g),
  ]);
  expect(new Set(ignores.map(([whole]) => whole)).size).toBeLessThanOrEqual(3);
}

/** Clean by itself, so that linters speak of what is generated. */
const OWN_WORKFLOW = `name: Mine
on:
  pull_request:
permissions: {}
concurrency:
  group: mine-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  mine:
    name: Mine
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: 'true'
`;

describe('from the packed package, in a repository of a user', () => {
  let scratch = '';
  let tarball = '';
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'sluice-packed-'));
    tarball = packed(scratch);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(Object.entries(REPOSITORIES))('init, synth and check go through %s', async (_, files) => {
    const { user, sluice, discard } = visited(tarball, files);
    for (const command of ['init', 'synth', 'check']) expect(sluice(command)).toMatchObject({ status: 0, stderr: '' });
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(user.root, path), 'utf8')).toBe(text);
    expect(existsSync(join(user.root, 'node_modules'))).toBe(false);
    expect(existsSync(join(user.root, 'package.json'))).toBe('package.json' in files);
    await expectReadable(user);
    expect(linted(user)).toBe('');
    expect(sluice('eject')).toMatchObject({ status: 0, stderr: '' });
    await expectReadable(user);
    expect(linted(user)).toBe('');
    discard();
  });

  it('what somebody has written survives, and what is generated goes round it', async () => {
    const own = {
      '.github/workflows/test.yml': OWN_WORKFLOW,
      '.gitattributes': '*.png binary\n',
      '.github/actionlint.yaml': 'self-hosted-runner:\n  labels: [big]\n',
      '.github/CODEOWNERS': '* @acme/all\n',
      '.github/dependabot.yml': 'version: 2\nupdates: []\n',
      'k8s/namespace.yaml': 'kind: Namespace\n',
      'k8s/base/kustomization.yaml': 'resources: []\n',
    };
    const { user, sluice, discard } = visited(tarball, { ...NODE, ...own });
    const text = (path: string): string => readFileSync(join(user.root, path), 'utf8');
    expect(sluice('init').stdout).toContain(
      '  in the way: .github/workflows/test.yml; generated workflows are called sluice-test.yml and so on (workflowPrefix)\n',
    );
    const { stdout, ...written } = sluice('synth');
    expect(written).toEqual({ status: 0, stderr: '' });
    expect(sluice('check')).toMatchObject({ status: 0, stderr: '' });
    expect(sluice('synth').stdout).toContain('generated files are what sluice.config.ts');
    for (const [path, content] of Object.entries(own)) expect(text(path)).toBe(content);
    await expectReadable(user);
    // Settings that are somebody's own are left to them, with the lines to add.
    const [, lines = ''] = /What is generated wants in it:\n((?: {2}(?!written ).*\n)+)/.exec(stdout) ?? [];
    user.write('.github/actionlint.yaml', `${own['.github/actionlint.yaml']}${lines.replaceAll(/^ {2}/gm, '')}`);
    expect(linted(user)).toBe('');
    expect(sluice('check')).toMatchObject({ status: 0, stderr: '' });
    discard();
  });
});
