import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');

/** The one file of a fourth runtime. */
const RUST = `import { text } from '../shape/shape.ts';
import { runtimeWord } from './runtime.ts';
import { commandClaim, versionClaim } from './suite-rules.ts';

export interface RustSuite {
  readonly runtime: 'rust';
  readonly version: string;
  readonly command: string;
}

export const rust = runtimeWord(
  {
    word: 'rust',
    base: undefined,
    beside: false,
    marks: ['Cargo.toml'],
    sources: /\\.rs$/,
    tool: undefined,
    fields: { version: text, command: text },
    claims: ({ version, command }) => [versionClaim(version), commandClaim(command)],
    paths: (_suite, path) => [{ field: 'test.command', folder: path, file: 'Cargo.toml' }],
    steps: ({ version, command }) => [
      { name: 'Set up Rust', run: \`rustup toolchain install \${version} && rustup default \${version}\` },
      { name: 'Run the tests', run: command },
    ],
    find: ({ own }) => (own.includes('Cargo.toml') ? { given: { command: 'cargo test' }, notes: [] } : undefined),
  },
  (suite: { readonly command: string; readonly version?: string }): RustSuite => ({
    runtime: 'rust',
    version: '1.90',
    ...suite,
  }),
);
`;

/** The one file of another source of manifests: trees that somebody wrote. */
const OWN_TREE = `import { text } from '../shape/shape.ts';
import { manifestWord } from './manifest-source.ts';

export interface OwnTree {
  readonly kind: 'own-tree';
  readonly folder: string;
}

export const ownTree = manifestWord(
  {
    kind: 'own-tree',
    fields: { folder: text },
    generates: [],
    claims: ({ folder }) => [{ field: 'folder', value: folder, holds: folder !== '', message: 'Wanted a folder.' }],
    overlays: ({ folder }, { from }) => from(\`\${folder}/{service}/{tier}\`),
  },
  (folder: string): OwnTree => ({ kind: 'own-tree', folder }),
);
`;

let copy = '';
let theirs = '';

const run = (folder: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name))),
  });

describe('what is added by its file and one line', () => {
  beforeAll(() => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), 'runtime-')));
    theirs = realpathSync(mkdtempSync(join(tmpdir(), 'rust-')));
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const path of listed.split('\n').filter((each) => each !== '' && existsSync(join(ROOT, each)))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(ROOT, path), join(copy, path));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'domain/runtime/rust.ts'), RUST);
    appendFileSync(join(copy, 'domain/runtime/words.ts'), "export { rust } from './rust.ts';\n");
    writeFileSync(join(copy, 'domain/manifests/own-tree.ts'), OWN_TREE);
    appendFileSync(join(copy, 'domain/manifests/words.ts'), "export { ownTree } from './own-tree.ts';\n");
    const files = {
      'api/Dockerfile': 'FROM rust:1.90\nEXPOSE 3000\n',
      'api/Cargo.toml': '[package]\nname = "api"\n',
      'api/src/main.rs': 'fn main() {}\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(theirs, path)), { recursive: true });
      writeFileSync(join(theirs, path), text);
    }
    spawnSync('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: theirs });
  });
  afterAll(() => {
    for (const folder of [copy, theirs]) rmSync(folder, { recursive: true, force: true });
  });

  it('compiles with everything that asks for runtimes', () => {
    const { status, stdout } = run(copy, 'node_modules/.bin/tsc', '--noEmit', '-p', '.');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('as a runtime, is found by init, a word of the config, and tested by its steps', () => {
    const sluice = (...args: readonly string[]) => run(theirs, join(copy, 'cli/sluice.ts'), ...args);
    expect(sluice('init').stdout).toContain('  api: rust in api/, port 3000, tested by "cargo test"\n');
    expect(readFileSync(join(theirs, 'sluice.config.ts'), 'utf8')).toContain("test: rust({ command: 'cargo test' }),");
    expect(sluice('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(sluice('check')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(theirs, '.github/workflows/test.yml'), 'utf8')).toContain(
      'run: rustup toolchain install 1.90 && rustup default 1.90\n',
    );
    const config = join(theirs, 'sluice.config.ts');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace("rust({ command: 'cargo test' })", "rust({ command: '' })"),
    );
    expect(sluice('check').stderr).toContain('services[0].test.command = "": Wanted a command');
  });

  it('as a source of manifests, is a word of the config, decides what is generated, and must be there', () => {
    const sluice = (...args: readonly string[]) => run(theirs, join(copy, 'cli/sluice.ts'), ...args);
    const config = join(theirs, 'sluice.config.ts');
    rmSync(config);
    sluice('init');
    const text = readFileSync(config, 'utf8').replace('{ artifactRegistry', '{ ownTree, artifactRegistry');
    const said = (folder: string): string =>
      text.replace('  services: [', `  manifests: ownTree('${folder}'),\n  services: [`);
    writeFileSync(config, said(''));
    expect(sluice('synth').stderr).toContain('manifests.folder = "": Wanted a folder.');
    writeFileSync(config, said('deploy'));
    expect(sluice('synth').stderr).toContain(
      'manifests = "deploy/api/production": There is no such folder in the repository.',
    );
    mkdirSync(join(theirs, 'deploy/api/production'), { recursive: true });
    expect(sluice('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(theirs, '.github/workflows/build.yml'), 'utf8')).toContain(
      'overlays: deploy/{service}/{tier}\n',
    );
    expect(existsSync(join(theirs, 'k8s/bootstrap/production.yaml'))).toBe(true);
    expect(existsSync(join(theirs, 'k8s/base/kustomization.yaml'))).toBe(false);
  });
});
