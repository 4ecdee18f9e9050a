import { accessSync, constants, existsSync, readlinkSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Enclosures } from '../enclosure.ts';
import type { Watcher } from '../watcher.ts';
import { accountFiles } from './accounts.ts';
import { sandboxedEnclosures } from './sandboxed-enclosures.ts';
import { systemView } from './system-view.ts';
import { makeUserNamespaces } from './user-namespaces.ts';

/** Whether this machine has a sandbox. */
export type Sandbox =
  | { readonly kind: 'works'; readonly enclosures: Enclosures }
  /** `why` goes on after "jobs run as you, with your files: ". */
  | { readonly kind: 'none'; readonly why: string };

export interface SandboxSearch {
  /** PATH on which bubblewrap is looked for. */
  readonly path: string;
  /** PATH of the processes to be run: the folders of its programs are shown. */
  readonly programs: string;
  /** Folders of which nothing is shown because they are on PATH. */
  readonly hidden: readonly string[];
  /** For what sandboxes need; they are tried there. */
  readonly folder: string;
  readonly watcher: Watcher;
}

/** Looks for bubblewrap and tries it: many systems have it and forbid what it needs, containers and some distributions above all. */
export async function findSandbox({ path, programs, hidden, folder, watcher }: SandboxSearch): Promise<Sandbox> {
  if (process.platform !== 'linux') return { kind: 'none', why: 'only Linux has the sandbox that is known here' };
  const bubblewrap = path
    .split(delimiter)
    .filter((one) => one.startsWith('/'))
    .map((one) => join(one, 'bwrap'))
    .find(isProgram);
  if (bubblewrap === undefined) return { kind: 'none', why: 'there is no bubblewrap (bwrap) on PATH' };
  try {
    const system = systemView({ path: programs.split(delimiter), home: homedir(), hidden, link, exists: existsSync });
    const view = [...system, ...(await accountFiles(join(folder, 'accounts')))];
    const namespaces = await makeUserNamespaces(bubblewrap);
    const enclosures = sandboxedEnclosures({ bubblewrap, namespaces, view, watcher });
    await attempt(enclosures, join(folder, 'sandbox-trial'));
    return { kind: 'works', enclosures };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { kind: 'none', why: `bubblewrap is here and does not work (${words})` };
  }
}

/** @throws unless a shell runs, writes in its folder, and nowhere else: not in the system, and no setting of the kernel. */
async function attempt(enclosures: Enclosures, folder: string): Promise<void> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary, { recursive: true });
  const enclosure = await enclosures.open({ folder, temporary, readable: [] });
  try {
    const outside = ['/usr/sluice-trial', '/proc/sys/kernel/hostname'].map((path) => `! (: >> ${path}) 2>/dev/null`);
    const script = [`: > '${join(folder, 'inside')}'`, ...outside].join(' && ');
    const trial = enclosure.launch({ file: 'sh', args: ['-c', script], cwd: folder, env: { PATH: '/usr/bin:/bin' } });
    for (const stream of [trial.stdout, trial.stderr]) stream.resume();
    const code = await trial.exited;
    if (code !== 0 || !existsSync(join(folder, 'inside'))) throw new Error(`a trial in it ended with ${code}`);
  } finally {
    await enclosure.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
