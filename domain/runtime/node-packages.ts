import { isRecord } from '../shape/shape.ts';
import type { FoundSuite, SeenFolder } from './runtime.ts';

/** What installs the packages that a lock names, and runs a script. */
interface Manager {
  readonly lock: string;
  readonly install: string;
  /** The program, which is also how a script of package.json is run. */
  readonly program: string;
}

const NPM = 'npm';
const MANAGERS: readonly Manager[] = [
  { lock: 'package-lock.json', install: 'npm ci', program: NPM },
  { lock: 'npm-shrinkwrap.json', install: 'npm ci', program: NPM },
  {
    lock: 'pnpm-lock.yaml',
    install: 'corepack enable pnpm && pnpm install --frozen-lockfile',
    program: 'pnpm',
  },
  { lock: 'yarn.lock', install: 'corepack enable yarn && yarn install --frozen-lockfile', program: 'yarn' },
];

/** How a folder with a package.json is tested: a job starts from what was committed, so packages are installed first. The lock beside it
 *  says which ones, or that of the workspace it is a part of. */
export function nodeSuite(folder: SeenFolder): FoundSuite | undefined {
  if (!folder.own.includes('package.json')) return undefined;
  const manifest = parsed(folder.read('package.json'));
  const script = recordAt(manifest, 'scripts')['test'];
  const manager = managerOf(folder);
  const test = typeof script === 'string' && /\S/.test(script) ? `${manager?.program ?? NPM} test` : 'node --test';
  if (manager !== undefined) return { given: { command: `${manager.install} && ${test}` }, notes: [] };
  return ['dependencies', 'devDependencies'].some((kind) => Object.keys(recordAt(manifest, kind)).length > 0)
    ? {
        given: { command: `npm install && ${test}` },
        notes: ['package.json names packages, and no lock says which versions: npm install writes one'],
      }
    : { given: { command: test }, notes: [] };
}

/** By the nearest lock. One above is of this folder only where it is one of a workspace. */
function managerOf({ own, above, read }: SeenFolder): Manager | undefined {
  const places = [own, ...above].map((files, depth) => ({ files, at: '../'.repeat(depth) }));
  return places.flatMap(({ files, at }) =>
    MANAGERS.filter(({ lock }) => files.includes(lock)).filter(
      ({ program }) => at === '' || isWorkspace(program, files, () => read(`${at}package.json`)),
    ),
  )[0];
}

const isWorkspace = (program: string, files: readonly string[], manifest: () => string): boolean =>
  program === 'pnpm' ? files.includes('pnpm-workspace.yaml') : isSaid(parsed(manifest()), 'workspaces');

/** What cannot be read says nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

const recordAt = (value: unknown, name: string): Readonly<Record<string, unknown>> => {
  const found = isRecord(value) ? value[name] : undefined;
  return isRecord(found) ? found : {};
};

const isSaid = (value: unknown, name: string): boolean => isRecord(value) && value[name] !== undefined;
