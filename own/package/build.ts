import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './compile.ts';
import { declarations } from './declarations.ts';
import { manifestOf } from './manifest.ts';

// Usage: build.ts [--out FOLDER] [--pack FOLDER]. Makes the package as users install it, in package/ unless another folder is named, and packs
// it into a folder.
const ROOT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { out: { type: 'string' }, pack: { type: 'string' } } });
const OUT = values.out ?? join(ROOT, 'package');

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
await compile(ROOT, OUT);
declarations(ROOT, OUT);
copyActions();
cpSync(join(import.meta.dirname, 'bin'), join(OUT, 'bin'), { recursive: true });
chmodSync(join(OUT, 'bin', 'sluice.cjs'), 0o755);
for (const name of ['LICENSE', 'README.md', 'CHANGELOG.md']) cpSync(join(ROOT, name), join(OUT, name));
const manifest = manifestOf(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
writeFileSync(join(OUT, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);

const target = values.pack;
if (target !== undefined) {
  mkdirSync(target, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const said = execFileSync(npm, ['pack', OUT, '--silent', '--pack-destination', target], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  console.log(join(target, said.trim().split('\n').at(-1) ?? ''));
}

/** What `sluice synth` copies into repositories. */
function copyActions(): void {
  const actions = join(ROOT, 'actions');
  cpSync(join(actions, 'dist'), join(OUT, 'actions', 'dist'), { recursive: true });
  for (const name of readdirSync(actions)) {
    if (!readdirSync(actions, { withFileTypes: true }).some((entry) => entry.name === name && entry.isDirectory()))
      continue;
    if (!readdirSync(join(actions, name)).includes('action.yml')) continue;
    mkdirSync(join(OUT, 'actions', name), { recursive: true });
    cpSync(join(actions, name, 'action.yml'), join(OUT, 'actions', name, 'action.yml'));
  }
}
