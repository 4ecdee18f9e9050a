import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { PulledImage } from '../../image-source.ts';
import { expand } from '../environment.ts';
import { inRoot } from './in-root.ts';

/** A command as it can be run on this machine. */
export interface LocalCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface CommandRequest {
  readonly config: PulledImage['config'];
  /** `command`, `args` and `workingDir` of the pod's container replace those of the image. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly environment: readonly (readonly [name: string, value: string])[];
  /** Variables that hold whatever else says. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Where the image is unpacked: its `/`. */
  readonly root: string;
  /** Folders with programs that the image's own layers do not hold, before the machine's. */
  readonly programs: readonly string[];
}

export class CommandNotFound extends Error {
  override readonly name = 'CommandNotFound';
}

const MACHINE = process.platform === 'win32' ? [] : ['/usr/local/bin', '/usr/bin', '/bin'];
/** Entry points of well-known base images that do nothing but run their arguments. The stand-ins of those images do not hold them. */
const PASS_THROUGH = new Set(['docker-entrypoint.sh', 'tini', 'dumb-init']);

/** Turns an image's command into one of this machine: paths that exist in the image are looked up where it is unpacked.
 *  https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 *  @throws {CommandNotFound} with the container runtime's words. */
export const localCommand = (request: CommandRequest): LocalCommand => {
  const { config, root, programs, overrides } = request;
  const image = (config.Env ?? []).map(
    (line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)] as const,
  );
  const values = new Map([...image, ...request.environment]);
  const expanded = (texts: readonly string[] | undefined) => texts?.map((text) => expand(text, values));
  const entrypoint = expanded(request.command) ?? config.Entrypoint ?? [];
  const rest = expanded(request.args) ?? (request.command === undefined ? (config.Cmd ?? []) : []);
  const path = [
    ...programs,
    ...(values.get('PATH') ?? '')
      .split(':')
      .filter((part) => part.startsWith('/'))
      .map((part) => inRoot(root, part)),
    ...MACHINE,
  ];
  const directory = inRoot(root, request.workingDir ?? config.WorkingDir ?? '/');
  const look = (name: string): string | undefined => lookUp(name, { path, root, directory });
  const [name, ...args] = runnable([...entrypoint, ...rest], look);
  if (name === undefined) throw new CommandNotFound('no command specified');
  const mapped = [...values].map(([key, value]) => [key, inImage(root, value)] as const);
  return {
    program: find(name, look),
    args: args.map((arg) => inImage(root, arg)),
    directory,
    environment: {
      LANG: 'C.UTF-8',
      HOME: root,
      TMPDIR: inRoot(root, '/tmp'),
      ...Object.fromEntries(mapped),
      PATH: path.join(delimiter),
      ...overrides,
    },
  };
};

/** The text with every absolute path that exists in the image replaced by where that is here: alone, in a list with colons, or
 *  behind the `=` of an option. Everything else stays, so `/healthz` of a URL does. */
export const inImage = (root: string, text: string): string => {
  const option = /^(--?[\w-]+=)(\/.*)$/.exec(text);
  if (option?.[2] !== undefined) return `${option[1]}${inImage(root, option[2])}`;
  const parts = text.split(':');
  if (!parts.every((part) => part === '' || part.startsWith('/'))) return text;
  return parts
    .map((part) => (part.length > 1 && existsSync(inRoot(root, part)) ? inRoot(root, part) : part))
    .join(delimiter);
};

type LookUp = (name: string) => string | undefined;

const runnable = (words: readonly string[], look: LookUp): readonly string[] => {
  const [first, ...others] = words;
  if (first === undefined || !PASS_THROUGH.has(basename(first)) || look(first) !== undefined) return words;
  return others[0] === '--' ? others.slice(1) : others;
};

const find = (name: string, look: LookUp): string => {
  const found = look(name);
  if (found !== undefined) return found;
  const why = name.includes('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH';
  throw new CommandNotFound(
    `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${name}": ${why}`,
  );
};

const lookUp = (
  name: string,
  { path, root, directory }: { readonly path: readonly string[]; readonly root: string; readonly directory: string },
): string | undefined => {
  const endings = process.platform === 'win32' ? ['', '.exe'] : [''];
  const candidates = name.startsWith('/')
    ? [inRoot(root, name), name]
    : name.includes('/')
      ? [join(directory, name)]
      : path.map((folder) => join(folder, name));
  return candidates.flatMap((one) => endings.map((ending) => `${one}${ending}`)).find(isProgram);
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
