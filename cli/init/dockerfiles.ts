import { posix } from 'node:path';
import { dockerInstructions } from '../../domain/dockerfile/instructions.ts';

const DOCKERFILE = /(?:^|\/)(?:Dockerfile(?:\.([\w-]+))?|([\w-]+)\.Dockerfile)$/;

/** `Dockerfile`, `Dockerfile.api` and `api.Dockerfile`; the files that say what docker does not see are others. */
export const isDockerfile = (path: string): boolean => DOCKERFILE.test(path) && !path.endsWith('.dockerignore');

/** Folders that say what is in them, and not whose it is. */
const KINDS = ['build', 'container', 'containers', 'deploy', 'docker', 'images'];

/** What a Dockerfile's service is called: by the file, else by its folder. */
export function serviceName(dockerfile: string, repository: string): string {
  const [, tail, head] = DOCKERFILE.exec(dockerfile) ?? [];
  const own = posix
    .dirname(dockerfile)
    .split('/')
    .filter((name) => name !== '.' && !KINDS.includes(name))
    .at(-1);
  return tail ?? head ?? own ?? repository;
}

/** The folder that a Dockerfile is built from: the nearest one, from its service's upwards, in which all is that it copies. Where none has
 *  all, what it copies is made by somebody first, and the folder of the service is as good as any. */
export function buildContext(source: string, path: string, files: readonly string[]): string {
  const above = (folder: string): readonly string[] =>
    folder === '.' ? ['.'] : [folder, ...above(posix.dirname(folder))];
  return above(path).find((folder) => hasCopied(source, folder, files)) ?? path;
}

/** Whether everything that a Dockerfile copies lies in a folder. */
export const hasCopied = (source: string, folder: string, files: readonly string[]): boolean =>
  copiedPaths(source).every((each) => isThere(posix.join(folder, each), files));

/** Paths of the context without patterns and variables, whose place nobody can tell. */
const copiedPaths = (source: string): readonly string[] =>
  instructionsOf(source)
    .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
    .flatMap(({ text }) => {
      const flags = /^(?:--\S+\s+)*/.exec(text)?.[0] ?? '';
      if (/--from=/.test(flags)) return [];
      const words = text.slice(flags.length).trim().split(/\s+/);
      return words.slice(0, -1).filter((word) => !/[[\]"'*?$<]|:\/\//.test(word));
    });

/** Of a file that no builder takes nothing is known. */
function instructionsOf(source: string): ReturnType<typeof dockerInstructions>['instructions'] {
  try {
    return dockerInstructions(source).instructions;
  } catch {
    return [];
  }
}

function isThere(path: string, files: readonly string[]): boolean {
  const plain = path.replace(/^\/+|\/+$/g, '');
  return plain === '.' || plain === '' || files.some((file) => file === plain || file.startsWith(`${plain}/`));
}
