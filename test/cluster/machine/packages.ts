import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { finish, run } from './command.ts';

/** Programs that the cluster and the image builder call, each with the Debian package that brings it. Whoever has the
 *  program from elsewhere keeps it: only what cannot be found is installed. */
export const PROGRAMS = [
  { program: 'buildah', package: 'buildah' },
  { program: 'busybox', package: 'busybox-static' },
  { program: 'conntrack', package: 'conntrack' },
  { program: 'containerd', package: 'containerd' },
  { program: 'docker-registry', package: 'docker-registry' },
  { program: 'ip', package: 'iproute2' },
  { program: 'ipset', package: 'ipset' },
  { program: 'iptables', package: 'iptables' },
  { program: 'mmdebstrap', package: 'mmdebstrap' },
  { program: 'nft', package: 'nftables' },
  { program: 'openssl', package: 'openssl' },
  { program: 'runc', package: 'runc' },
  { program: 'socat', package: 'socat' },
] as const;

/** Where distributions put the CNI plugins, with the Debian package of the first place. */
export const CNI = { folders: ['/usr/lib/cni', '/opt/cni/bin'], package: 'containernetworking-plugins' } as const;

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Full path of a program on PATH or in the system's folders, which a user's PATH may leave out. */
export function find(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  return [...path.split(delimiter), ...SYSTEM_FOLDERS].map((folder) => join(folder, program)).find(isExecutable);
}

/** Folder with the CNI plugins that the pods' network needs. */
export const cniFolder = (): string | undefined =>
  CNI.folders.find((folder) =>
    ['bridge', 'host-local', 'portmap', 'loopback'].every((each) => isExecutable(join(folder, each))),
  );

/** Debian packages that bring what is missing here, sorted. */
export function missingPackages(
  has: (program: string) => boolean = (program) => find(program) !== undefined,
  hasCni: boolean = cniFolder() !== undefined,
): readonly string[] {
  const programs = PROGRAMS.filter(({ program }) => !has(program)).map((each) => each.package);
  return [...new Set([...programs, ...(hasCni ? [] : [CNI.package])])].sort();
}

/** Installs what is missing by apt-get, and says what.
 * @throws when this machine has no apt-get, or when installing would remove something: another container engine may
 *  conflict with Debian's packages, and that choice is its owner's. */
export async function installMissing(say: (line: string) => void): Promise<void> {
  const packages = missingPackages();
  if (packages.length === 0) return;
  const list = packages.join(' ');
  if (find('apt-get') === undefined) {
    throw new Error(
      `The cluster needs the programs of the Debian packages ${list}, and there is no apt-get here. Install them by the machine's own means.`,
    );
  }
  say(`installing Debian packages: ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', '--no-remove', ...packages];
  const first = await finish('apt-get', install, { env });
  if (first.code === 0) return;
  // A machine that never fetched its package lists, or whose lists are too old to be found on the mirror.
  await run('apt-get', ['update'], { env });
  await run('apt-get', install, { env });
}
