import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../machine/command.ts';
import { find } from '../machine/packages.ts';
import { type BinarySet, cacheKey, ETCD, KUBERNETES } from './recipe.ts';

const TOOLS = join(import.meta.dirname, '..', 'tools');

/** Folder for what is expensive to make and can be made again, by the XDG base directory specification. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string => {
  const xdg = env['XDG_CACHE_HOME'];
  return join(xdg !== undefined && xdg !== '' ? xdg : join(env['HOME'] ?? '/root', '.cache'), 'sluice', 'cluster');
};

/** Full path of every program of a real cluster. Builds what the cache does not have, which takes a quarter of an hour on
 *  two cores, once. */
export async function binaries(say: (line: string) => void): Promise<(program: string) => string> {
  const folders = [await built(ETCD, say), await built(KUBERNETES, say)];
  return (program) => {
    const path = folders.map((folder) => join(folder, program)).find(existsSync);
    if (path === undefined)
      throw new Error(`No program ${program} was built; ${folders.join(' and ')} do not have it.`);
    return path;
  };
}

/** The folder with the programs of one set, built when the cache does not have it.
 *  @param tools folder of the Go modules */
export async function built(set: BinarySet, say: (line: string) => void, tools = TOOLS): Promise<string> {
  const folder = await folderOf(set, tools);
  if (existsSync(folder)) return folder;
  const go = goProgram(`${Object.keys(set.programs).join(', ')} are built from Go modules`);
  await mkdir(cacheFolder(), { recursive: true });
  const draft = await mkdtemp(join(cacheFolder(), `.${set.module}-`));
  try {
    await build(set, go, join(tools, set.module), draft, say);
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The folder with the programs of one set where it was built before, and nothing where it was not. */
export async function cached(set: BinarySet): Promise<string | undefined> {
  const folder = await folderOf(set, TOOLS);
  return existsSync(folder) ? folder : undefined;
}

async function folderOf(set: BinarySet, tools: string): Promise<string> {
  const [goSum, goMod] = await Promise.all(
    ['go.sum', 'go.mod'].map((name) => readFile(join(tools, set.module, name), 'utf8')),
  );
  return join(cacheFolder(), cacheKey(set, goSum ?? '', goMod ?? '', process.arch));
}

/** The folder of a module's files, in the version that the Go module of a set needs; downloaded when it is not there. */
export async function moduleFolder(set: Pick<BinarySet, 'module'>, module: string): Promise<string> {
  const go = goProgram(`Files of ${module} come from its Go module`);
  const said = await run(go, ['mod', 'download', '-json', module], { cwd: join(TOOLS, set.module) });
  return (JSON.parse(said) as { readonly Dir: string }).Dir;
}

function goProgram(why: string): string {
  const go = find('go') ?? find('go', '/usr/local/go/bin');
  if (go === undefined)
    throw new Error(`${why}, and there is no go on PATH. Install Go 1.26 or newer (https://go.dev/dl).`);
  return go;
}

async function build(
  set: BinarySet,
  go: string,
  cwd: string,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const names = Object.keys(set.programs).join(', ');
  say(`building ${names} into ${cacheFolder()}: about ${set.minutes} minutes on two cores, this once`);
  const start = performance.now();
  let packages = 0;
  let current = 'modules are being fetched';
  const timer = setInterval(() => {
    const minutes = ((performance.now() - start) / 60_000).toFixed(1);
    say(`building ${set.module}: ${minutes} min, ${packages} packages compiled, now ${current}`);
  }, 30_000);
  const flags = ['-v', '-trimpath', '-tags', (set.tags ?? []).join(','), '-ldflags', set.linkerFlags];
  const env = { ...process.env, CGO_ENABLED: '0' };
  try {
    for (const [name, source] of Object.entries(set.programs)) {
      await run('nice', [go, 'build', ...flags, '-o', join(folder, name), source], {
        cwd,
        env,
        onLine: (line) => {
          packages += 1;
          current = line;
        },
      });
      say(`built ${name}`);
    }
  } finally {
    clearInterval(timer);
  }
}
