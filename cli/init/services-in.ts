import { posix } from 'node:path';
import { isInnerPath, PATH_WANTED } from '../../domain/rules/names.ts';
import { baseOf, type FoundBase } from './base-of.ts';
import { type FoundHealth, healthOf } from './health-of.ts';

/** A service, as its folder shows it. */
export interface FoundService {
  readonly name: string;
  readonly path: string;
  readonly port: number;
  readonly suite: { readonly runtime: 'python'; readonly requirements: string; readonly command: string } | NodeSuite;
  /** What its image is made from, where its Dockerfile says it. */
  readonly base: FoundBase | undefined;
  readonly health: FoundHealth | undefined;
  /** What its folder lacks for a delivery, a sentence each. */
  readonly notes: readonly string[];
}
interface NodeSuite {
  readonly runtime: 'node';
  readonly command: string;
}

const PORT = 8080;
/** So many files of code are read at most, to find where a service says that it is well. */
const READ = 500;
const CODE = /\.(?:py|[cm]?[jt]sx?)$/;

/** A service for each Dockerfile whose folder has the lock of packages of a runtime that can be tested.
 *  @param repository gives its name to a Dockerfile at the root */
export function servicesIn(
  files: readonly string[],
  read: (path: string) => string,
  repository: string,
): { readonly services: readonly FoundService[]; readonly leftOut: readonly string[] } {
  const services: FoundService[] = [];
  const leftOut: string[] = [];
  for (const dockerfile of files.filter((path) => /(^|\/)Dockerfile$/.test(path)).sort()) {
    const path = posix.dirname(dockerfile);
    if (path !== '.' && !isInnerPath(path)) {
      leftOut.push(`${dockerfile}: ${PATH_WANTED}`);
      continue;
    }
    const below = files.filter((file) => path === '.' || file.startsWith(`${path}/`));
    const own = below.filter((file) => posix.dirname(file) === path).map((file) => posix.basename(file));
    const folder: Folder = {
      below: below.map((file) => posix.relative(path, file)),
      own,
      read: (name) => read(posix.join(path, name)),
    };
    const suite = suiteOf(folder);
    if (suite === undefined) {
      leftOut.push(`${dockerfile}: beside it is no requirements.txt and no package.json, by which its tests could run`);
      continue;
    }
    const taken = services.map(({ name }) => name);
    const exposed = [...folder.read('Dockerfile').matchAll(/^\s*EXPOSE\s+(\d+)/gim)].at(-1)?.[1];
    services.push({
      name: freeName(path === '.' ? repository : posix.basename(path), taken),
      path,
      port: exposed === undefined ? PORT : Number(exposed),
      suite,
      base: baseOf(folder.read('Dockerfile')),
      health: healthOf(
        folder.below
          .filter((file) => CODE.test(file))
          .slice(0, READ)
          .map(folder.read),
      ),
      notes: notesOf(folder, suite, exposed),
    });
  }
  return { services, leftOut };
}

interface Folder {
  /** All files, from there. */
  readonly below: readonly string[];
  readonly own: readonly string[];
  readonly read: (name: string) => string;
}

function suiteOf({ below, own, read }: Folder): FoundService['suite'] | undefined {
  const requirements = ['requirements.txt', 'requirements.lock', 'requirements-dev.txt'].find((name) =>
    own.includes(name),
  );
  if (requirements !== undefined) {
    return { runtime: 'python', requirements, command: pythonTests(below, read(requirements), read) };
  }
  if (!own.includes('package.json')) return undefined;
  return { runtime: 'node', command: hasTestScript(read('package.json')) ? 'npm test' : 'node --test' };
}

/** pytest takes tests of either kind, where it is among the packages. Without it those of the standard library can run. */
function pythonTests(below: readonly string[], requirements: string, read: Folder['read']): string {
  const tests = below.filter((file) => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(file));
  if (tests.length === 0) return 'python -m compileall -q .';
  const isStandard = tests.every((file) => /^\s*(?:import|from) unittest\b/m.test(read(file)));
  return isStandard && !/^pytest\b/im.test(requirements) ? 'python -m unittest discover' : 'python -m pytest';
}

function hasTestScript(manifest: string): boolean {
  try {
    return /\S/.test(JSON.parse(manifest.replace(/^\ufeff/, '')).scripts?.test ?? '');
  } catch {
    return false;
  }
}

const notesOf = ({ read }: Folder, suite: FoundService['suite'], exposed: string | undefined): readonly string[] => [
  ...(exposed === undefined ? [`its Dockerfile exposes no port; assumed ${PORT}`] : []),
  ...(suite.runtime === 'python' && !read(suite.requirements).includes('--hash=')
    ? [`${suite.requirements} has no hashes, and pip is told to want them: pip-compile --generate-hashes writes them`]
    : []),
];

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
