import { posix } from 'node:path';
import type { Service } from '../../domain/service.ts';
import type { Change } from '../story/deed.ts';
import { dockerfilePath, type Hint } from '../story/folder.ts';
import type { Sight } from '../story/statement.ts';
import { NoAct, type StoryDelivery } from '../story/story.ts';
import { serviceOf } from './facts/tiers.ts';

/** What people change in a service, and what others see of it. Where nothing says what its pages show, a change is a variable of its
 *  image, and what is seen is that it answers. */
export interface Changes {
  /** What it says before anybody has changed it. */
  readonly first: string;
  /** It says something else from now on: another image. */
  says(from: string, to: string): Change;
  /** What people see in a tier where it says that. */
  sight(tier: string, says: string): Sight;
  /** A file of tests, in JavaScript; `undefined` where nothing says which. */
  readonly tests: string | undefined;
  /** Fails a test; `undefined` where nothing says how. */
  readonly failingTest: Change | undefined;
  /** Passes every test, and a page of it answers 5xx to users; `undefined` where nothing says how. */
  readonly erring: { readonly page: string; readonly change: Change } | undefined;
  /** Passes every test, and answers nobody. */
  readonly deaf: Change;
  /** Passes every test and runs in every tier but this one. */
  crashIn(tier: string): Change;
  /** Passes every test and crashes in every tier. */
  readonly crash: Change;
  /** Takes that out again. */
  readonly mended: Change;
}

/** The service that a story is about: the last one that people reach, which others are there for. */
export const leadOf = ({ services }: Pick<StoryDelivery, 'services'>): string =>
  services.findLast(({ kind }) => kind === 'web')?.name ?? '';

/** The others. */
export const othersOf = (of: Pick<StoryDelivery, 'services'>): readonly string[] =>
  of.services.map(({ name }) => name).filter((name) => name !== leadOf(of));

/** The services that people see something of. */
export const seenOf = ({ services }: Pick<StoryDelivery, 'services'>): readonly string[] =>
  services.flatMap(({ kind, name }) => (kind === 'web' ? [name] : []));

type Of = Pick<StoryDelivery, 'folder' | 'root' | 'services'>;

/** @param name of the service; that which the story is about, where nothing is said */
export function changesOf(of: Of, name = leadOf(of)): Changes {
  const service = serviceOf(of, name);
  const { shows, failing, erring, tests }: Hint = of.folder?.hints.get(name) ?? {};
  const at = (path: string): string => posix.join(of.root, path);
  const dockerfile = dockerfilePath(of, service);
  const crash = `\nENTRYPOINT ${JSON.stringify(crashing(service))}\nCMD []\n`;
  return {
    first: shows?.words ?? '',
    says: (from, to) =>
      shows === undefined
        ? variable(dockerfile, from, to)
        : {
            path: at(shows.file),
            replace: `${shows.before}${from}${shows.after}`,
            by: `${shows.before}${to}${shows.after}`,
          },
    sight(tier, says) {
      if (service.kind !== 'web') throw new NoAct('It wants a service that people reach.');
      const seen = shows === undefined ? { path: service.health.ready, shows: '' } : { path: shows.page, shows: says };
      return { tier, service: name, ...seen };
    },
    tests: tests && at(tests.file),
    failingTest: failing && { path: at(failing.file), replace: failing.replace, by: failing.by },
    erring: erring && {
      page: erring.page,
      change: { path: at(erring.file), replace: erring.replace, by: erring.by },
    },
    deaf: beforeCommand(dockerfile, 'sleep 600'),
    crashIn: (tier) =>
      beforeCommand(
        dockerfile,
        `if [ \\"$ENVIRONMENT\\" = ${tier} ]; then echo 'FEATURE_FLAGS is not set.' >&2; exit 1; fi`,
      ),
    crash: { path: dockerfile, replace: END, by: crash },
    mended: { path: dockerfile, replace: crash, by: '' },
  };
}

/** The end of a file, once. */
const END = /$(?![\s\S])/g;

/** A variable of the image that nothing reads. */
const VARIABLE = 'SLUICE_REHEARSAL';
const variable = (path: string, from: string, to: string): Change =>
  from === ''
    ? { path, replace: END, by: `\nENV ${VARIABLE}="${to}"\n` }
    : { path, replace: `ENV ${VARIABLE}="${from}"`, by: `ENV ${VARIABLE}="${to}"` };

/** What a container does before its command, by a shell that the command then takes the place of. */
const beforeCommand = (path: string, script: string): Change => ({
  path,
  replace: /^((?:CMD|ENTRYPOINT) +\[)/gm,
  by: `$1"sh", "-c", "${script}; exec \\"$$0\\" \\"$$@\\"", `,
});

const REASON = 'FEATURE_FLAGS is not set: the service does not know which features are on.';

/** In its own runtime, which its image has for certain; a shell for those that an image has no interpreter of. */
function crashing({ test: { runtime } }: Pick<Service, 'test'>): readonly string[] {
  switch (runtime) {
    case 'python':
      return ['python', '-c', `import sys; sys.exit("${REASON}")`];
    case 'node':
      return ['node', '-e', `console.error("${REASON}"); process.exit(1)`];
    default:
      return ['sh', '-c', `echo "${REASON}" >&2; exit 1`];
  }
}
