import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finish } from '../machine/command.ts';
import { identityOf, type ProcessIdentity } from '../machine/process-identity.ts';

/** containerd's shims of one containerd: those that were started with its socket. They outlive it by design. */
export function shimsOf(socket: string): readonly ProcessIdentity[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const words = commandLine(name);
      const isShim = (words[0] ?? '').includes('containerd-shim') && words.includes(socket);
      const identity = isShim ? identityOf(Number(name)) : undefined;
      return identity === undefined ? [] : [identity];
    });
}

const commandLine = (pid: string): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
};

/** Mount points below these folders, the deepest first, from the text of /proc/self/mounts. */
export const mountsBelow = (mounts: string, folders: readonly string[]): readonly string[] =>
  mounts
    .split('\n')
    .map((line) =>
      (line.split(' ')[1] ?? '').replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .reverse();

/** Unmounts everything below these folders.
 * @throws when something stays mounted: removing the folders would then reach into it. */
export async function unmountBelow(folders: readonly string[]): Promise<void> {
  const left = () => mountsBelow(readFileSync('/proc/self/mounts', 'utf8'), folders);
  for (const path of left()) await finish('umount', [path]);
  for (const path of left()) await finish('umount', ['--lazy', path]);
  const stubborn = left();
  if (stubborn.length > 0)
    throw new Error(
      `${stubborn.join(', ')} cannot be unmounted, so the folders stay. End what uses them, then run down again.`,
    );
}

/** Removes the kubelet's control groups; the kernel refuses those that still have processes, so nothing is lost. */
export async function removeControlGroups(name: string): Promise<void> {
  const root = '/sys/fs/cgroup';
  const controllers = await readdir(root, { withFileTypes: true });
  const tops = [
    join(root, name),
    ...controllers.filter((each) => each.isDirectory()).map((each) => join(root, each.name, name)),
  ];
  for (const top of tops) await removeTree(top);
}

async function removeTree(folder: string): Promise<void> {
  const children = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const child of children.filter((each) => each.isDirectory())) await removeTree(join(folder, child.name));
  await rmdir(folder).catch(() => {});
}

/** Removes the links in /var/log/containers that point into our pods' logs; the kubelet has no setting for that folder. */
export async function removeLogLinks(podLogs: string): Promise<void> {
  const folder = '/var/log/containers';
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (targetOf(path).startsWith(`${podLogs}/`)) await rm(path, { force: true });
  }
}

const targetOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};
