import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { OLDEST_NODE } from '../../own/package/manifest.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'node_modules', '.bin');

/** Builds the package and packs it. @returns the tarball */
export function packed(folder: string): string {
  // In a folder of its own: other tests may build at the same time.
  const options = ['--out', join(folder, 'package'), '--pack', folder];
  const said = execFileSync(process.execPath, [join(ROOT, 'own/package/build.ts'), ...options], { encoding: 'utf8' });
  return said.trim().split('\n').at(-1) ?? '';
}

/** How a program ended, and what it said. */
export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository of a user who has installed the package, outside of this one. */
export interface Consumer {
  readonly root: string;
  write(path: string, content: string): void;
  npm(...args: readonly string[]): Said;
  /** Calls the command that was installed by a Node. */
  sluice(node: string, ...args: readonly string[]): Said;
  /** Compiles with this repository's compiler, whose declarations of Node it can take, too. */
  compile(options: object, files: readonly string[]): Said;
  /** Makes packages of this repository the user's own, as if installed. */
  borrow(...packages: readonly string[]): void;
  discard(): void;
}

export function consumer(files: Readonly<Record<string, string>>): Consumer {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-consumer-')));
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$|^NODE_/.test(name))),
    PATH: [BIN, process.env['PATH'] ?? ''].join(delimiter),
  };
  const run = (program: string, args: readonly string[]): Said => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  run('git', ['init', '--quiet', '--initial-branch', 'main']);
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    root,
    write,
    npm: (...args) => run('npm', args),
    sluice: (node, ...args) => run(node, [join(root, 'node_modules/.bin/sluice'), ...args]),
    compile(options, sources) {
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2023',
        types: [],
        skipLibCheck: false,
        ...options,
      };
      write('tsconfig.json', JSON.stringify({ compilerOptions, files: sources }));
      return run(join(BIN, 'tsc'), ['-p', 'tsconfig.json']);
    },
    borrow(...packages) {
      for (const name of packages) {
        mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
        symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
      }
    },
    discard: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The oldest Node that runs the package, kept between runs; `undefined` where it cannot be had. */
export function oldestNode(): string | undefined {
  const folder = join(cacheFolder(process.env), `node-${OLDEST_NODE}`);
  const name = `node-${process.platform}-${process.arch}`;
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', `${name}@${OLDEST_NODE}`], { cwd: folder });
  }
  return existsSync(program) ? program : undefined;
}

/** All files below a folder, from there. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
