import { dirname, join } from 'node:path';
import { isBelow, type Mount } from './mounts.ts';

/** What decides which folders of a machine hold programs. */
export interface Host {
  /** PATH of the processes. */
  readonly path: readonly string[];
  /** HOME of whoever rehearses. */
  readonly home: string;
  /** Folders of which nothing may be seen because a folder of programs is near: the checkout, the scratch folder. */
  readonly hidden: readonly string[];
  /** Where a symbolic link leads, as it is written; `undefined` for what is none. */
  readonly link: (path: string) => string | undefined;
  readonly exists: (path: string) => boolean;
}

/** Links into /usr on most systems, folders of their own on others. */
const ROOT = ['/bin', '/lib', '/lib32', '/lib64', '/libx32', '/sbin'];
const SYSTEM = ['/usr', '/opt', '/nix/store', '/gnu/store'];

/** What programs read to work as they do anywhere, and nothing that is a secret or somebody's own setting: no keys, no tokens, no
 *  /etc/environment, no /etc/gitconfig, no /etc/pip.conf. */
const SETTINGS = [
  ...['alternatives', 'bash.bashrc', 'ca-certificates', 'ca-certificates.conf', 'crypto-policies', 'debian_version'],
  ...['ethertypes', 'fonts', 'gai.conf', 'host.conf', 'hostname', 'hosts', 'inputrc', 'ld.so.cache', 'ld.so.conf'],
  ...['ld.so.conf.d', 'locale.alias', 'locale.conf', 'localtime', 'login.defs', 'lsb-release', 'magic', 'magic.mime'],
  ...['mime.types', 'networks', 'nsswitch.conf', 'os-release', 'perl', 'pki/ca-trust', 'pki/tls/certs', 'profile'],
  ...['protocols', 'redhat-release', 'resolv.conf', 'rpc', 'services', 'shells', 'ssl/cert.pem', 'ssl/certs'],
  ...['ssl/openssl.cnf', 'terminfo', 'timezone'],
].map((name) => `/etc/${name}`);

/** Folders below HOME that a manager of tools fills with programs and nothing else. */
const TOOL_HOMES = [
  ...['.asdf', '.bun', '.deno', '.fnm', '.local/share/fnm', '.local/share/mise', '.local/share/uv', '.nvm', '.pyenv'],
  ...['.rbenv', '.sdkman', '.volta'],
];

/** What every sandbox shows of the machine: its system, and programs on PATH with what they bring along. */
export const systemView = (host: Host): readonly Mount[] => [
  ...ROOT.flatMap((path): readonly Mount[] => {
    const to = host.link(path);
    return [to === undefined ? { kind: 'read', path } : { kind: 'link', path, to }];
  }),
  ...[...SYSTEM, ...SETTINGS, ...programFolders(host)].map((path): Mount => ({ kind: 'read', path })),
  ...['/home', '/run', '/var'].map((path): Mount => ({ kind: 'folder', path })),
];

/** Folders that hold the programs of a PATH, each with its libraries. */
export function programFolders({ path, home, hidden, exists }: Host): readonly string[] {
  const found = path.flatMap((folder) => {
    if (!folder.startsWith('/') || hidden.some((one) => isBelow(folder, one)) || !exists(folder)) return [];
    if (isBelow(folder, home)) {
      const tools = TOOL_HOMES.map((name) => join(home, name)).find((one) => isBelow(folder, one));
      // A folder like ~/.local has settings and keys besides programs.
      return tools === undefined ? [folder, ...siblings(folder, ['lib', 'libexec'])] : [tools];
    }
    const prefix = dirname(folder);
    // What everybody shares (/usr/local and the like) is shown by itself; /home or /srv are no installation of a program.
    const whole = prefix.split('/').length > 2 && ![home, ...hidden].some((one) => isBelow(one, prefix));
    return [whole ? prefix : folder];
  });
  return [...new Set(found)].filter((one) => !SYSTEM.some((system) => isBelow(one, system)));
}

const siblings = (folder: string, names: readonly string[]): readonly string[] =>
  folder.endsWith('/bin') ? names.map((name) => join(dirname(folder), name)) : [];
