import { posix } from 'node:path';
import { innerPath } from '../../domain/inner-path.ts';
import { isInnerPath, PATH_WANTED } from '../../domain/rules/names.ts';
import type { FoundSuite, SeenFolder } from '../../domain/runtime/runtime.ts';
import { RUNTIMES } from '../../domain/runtime/runtimes.ts';
import { baseOf, type FoundBase } from './base-of.ts';
import { buildContext, hasCopied, isDockerfile, serviceName } from './dockerfiles.ts';
import { type FoundHealth, healthOf } from './health-of.ts';

/** A service, as its folder shows it. */
export interface FoundService {
  readonly name: string;
  readonly path: string;
  /** Where it is not `Dockerfile` in that folder. */
  readonly dockerfile: string | undefined;
  /** Where the image is built from another folder. */
  readonly context: string | undefined;
  readonly port: number;
  /** The word that tests it, and what it is given. */
  readonly runtime: string;
  readonly given: FoundSuite['given'];
  /** What its image is made from, where its Dockerfile says it. */
  readonly base: FoundBase | undefined;
  readonly health: FoundHealth | undefined;
  /** What its folder lacks for a delivery, a sentence each. */
  readonly notes: readonly string[];
}

const PORT = 8080;
/** So many files of code are read at most, to find where a service says that it is well. */
const READ = 500;

/** A service for each Dockerfile that lies in a folder of a runtime that can be tested, or below one.
 *  @param repository gives its name to a Dockerfile at the root */
export function servicesIn(
  files: readonly string[],
  read: (path: string) => string,
  repository: string,
): { readonly services: readonly FoundService[]; readonly leftOut: readonly string[] } {
  const services: FoundService[] = [];
  const leftOut: string[] = [];
  for (const dockerfile of files.filter(isDockerfile).sort()) {
    const wrong = isInnerPath(dockerfile) ? undefined : PATH_WANTED;
    const found = wrong === undefined ? testedFolder(files, read, dockerfile) : undefined;
    if (found === undefined) {
      leftOut.push(`${dockerfile}: ${wrong ?? `beside it is no ${MARKS}, by which its tests could run`}`);
      continue;
    }
    const { path, runtime, suite } = found;
    const source = read(dockerfile);
    const context = buildContext(source, path, files);
    const exposed = [...source.matchAll(/^\s*EXPOSE\s+(\d+)/gim)].at(-1)?.[1];
    services.push({
      name: freeName(
        serviceName(dockerfile, repository),
        services.map(({ name }) => name),
      ),
      path,
      dockerfile: dockerfile === innerPath(path, 'Dockerfile') ? undefined : dockerfile,
      context: context === path ? undefined : context,
      port: exposed === undefined ? PORT : Number(exposed),
      runtime,
      given: suite.given,
      base: baseOf(source),
      health: healthOf(codeIn(seen(files, read, path))),
      notes: [...(exposed === undefined ? [`its Dockerfile exposes no port; assumed ${PORT}`] : []), ...suite.notes],
    });
  }
  return { services, leftOut };
}

const codeIn = ({ below, read }: SeenFolder): readonly string[] =>
  below
    .filter((file) => RUNTIMES.some(({ sources }) => sources.test(file)))
    .slice(0, READ)
    .map(read);

const MARKS = RUNTIMES.flatMap(({ marks }) => marks).join(', no ');

/** The folder of a Dockerfile, or the nearest one above that shows how it is tested and that the Dockerfile is of: it copies what is not
 *  beside it, lies in a folder of its own, or beside sources of what is above. */
function testedFolder(files: readonly string[], read: (path: string) => string, dockerfile: string) {
  const own = posix.dirname(dockerfile);
  const beside = seen(files, read, own).below.filter((file) => !isDockerfile(file) && !/\.dockerignore$/.test(file));
  const isApart = beside.length === 0 || !hasCopied(read(dockerfile), own, files);
  for (let path = own; ; path = posix.dirname(path)) {
    const folder = seen(files, read, path);
    for (const { word, sources, find } of RUNTIMES) {
      const suite = find(folder);
      const isOf = path === own || isApart || beside.some((file) => sources.test(file));
      if (suite !== undefined && isOf) return { path, runtime: word, suite };
    }
    if (path === '.') return undefined;
  }
}

function seen(files: readonly string[], read: (path: string) => string, path: string): SeenFolder {
  const below = files
    .filter((file) => path === '.' || file.startsWith(`${path}/`))
    .map((file) => posix.relative(path, file));
  return {
    below,
    own: below.filter((file) => !file.includes('/')),
    above: foldersAbove(path).map((folder) =>
      files.filter((file) => posix.dirname(file) === folder).map((file) => posix.basename(file)),
    ),
    read: (name) => read(posix.join(path, name)),
  };
}

const foldersAbove = (path: string): readonly string[] =>
  path === '.' ? [] : [posix.dirname(path), ...foldersAbove(posix.dirname(path))];

/** A name that Kubernetes takes, and no other service has. */
function freeName(text: string, taken: readonly string[]): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  const name = plain === '' || /^github/.test(plain) ? `service-${plain}`.replace(/-$/, '') : plain;
  if (!taken.includes(name)) return name;
  return (
    Array.from({ length: taken.length + 1 }, (_, index) => `${name}-${index + 2}`).find(
      (one) => !taken.includes(one),
    ) ?? name
  );
}
