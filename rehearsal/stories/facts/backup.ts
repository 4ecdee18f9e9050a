import { registryHost } from '../../../domain/registry.ts';
import { drilledDatabases, drillTier } from '../../../domain/restore-drill/drilled.ts';
import { agePlaces } from '../../../domain/restore-drill/watched-ages.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { Deed } from '../../story/deed.ts';
import type { JobStatement, RunStatement, StepStatement } from '../../story/statement.ts';
import { NoAct, type StoryDelivery } from '../../story/story.ts';
import { type Jobs, jobsOf } from './jobs.ts';
import { actionOf, projectOf, workflowFile } from './places.ts';
import { CHECKOUT, login, registry, withoutFile } from './steps.ts';
import { TOKENS } from './tokens.ts';

/** When restores are started, and when they are compared (docs/decisions/0064). */
const TIMES = { start: '17 4 * * *', finish: '17 10 * * *' } as const;
export type Phase = keyof typeof TIMES;

/** The tier on whose branch backups are tried. @throws {NoAct} for a delivery that backs up no database */
export function drilling(of: StoryDelivery): Tier {
  const tier = drillTier(of);
  if (tier === undefined) throw new NoAct('It wants a delivery that says backup(), and a service that keeps its data.');
  return tier;
}

/** The run of the morning begins when that of the night has ended. */
export const atTime = (phase: Phase): Deed => ({
  do: 'let it be time',
  as: phase,
  cron: TIMES[phase],
  ...(phase === 'finish' ? { when: { of: 'start', job: 'start', is: 'ended' } } : {}),
});

/** Numbers of documents by collection. */
type Holding = Readonly<Record<string, number>>;

/** What each database holds in these stories. */
export const HELD: Holding = { agents: 4, sessions: 2 };

/** Backups that bring back something else, by their database, and what must be said of each. */
export type Spoilt = Readonly<Record<string, { readonly brings: Holding; readonly says: RegExp }>>;
export const WHOLE: Spoilt = {};

/** The last database's backup brings nothing back, that of one before it lacks a collection. */
export function spoilt(of: StoryDelivery): Spoilt {
  const ids = drilledDatabases(of).map(({ id }) => id);
  const last = ids.at(-1) ?? '';
  return {
    ...Object.fromEntries(
      ids.slice(0, -1).map((id) => [
        id,
        {
          brings: { agents: 4 },
          says: new RegExp(`${id}: The collection sessions is not in the copy; wanted 2 documents\\.`),
        },
      ]),
    ),
    [last]: {
      brings: {},
      says: new RegExp(`${last}: restore-drill-\\d{8}-${last} was restored and holds nothing; wanted 6 documents\\.`),
    },
  };
}

/** A backup of each database, which holds this. */
export const backedUp = (of: StoryDelivery, holds: Holding, backups: Spoilt): readonly Deed[] =>
  drilledDatabases(of).map(({ id }) => ({
    do: 'back up',
    database: id,
    holds,
    brings: backups[id]?.brings ?? holds,
  }));

/** A run at its time: this job, and no other. */
export const backupRun = (of: StoryDelivery, phase: Phase, differing: Partial<JobStatement> = {}): RunStatement => ({
  by: phase,
  file: workflowFile(of, 'backup'),
  event: 'schedule',
  conclusion: differing.result ?? 'success',
  jobs: backupJobs(of, {
    [phase]: { result: 'success', token: TOKENS.looks, steps: drillSteps(of, phase), ...differing },
  }),
});

const backupJobs = (of: StoryDelivery, stated: Jobs): Jobs =>
  jobsOf(['notice', `refuse-${drilling(of).name}`, 'start', 'finish'], stated);

const drillSteps = (of: StoryDelivery, phase: Phase): readonly StepStatement[] => [
  CHECKOUT,
  withoutFile(login(of, 'restore-drill')),
  registry(of),
  {
    run: actionOf(of, 'restore-drill'),
    with: {
      phase,
      project: projectOf(of),
      databases: drilledDatabases(of)
        .map(({ id, location }) => `${id} ${location}`)
        .join('\n'),
      ...watchedIn(of),
      records: [registryHost(of.registry), projectOf(of), 'evidence-restore-drill', 'drills'].join('/'),
      'access-token': '***',
    },
  },
];

/** Whoever watches a tier is told how old its backups are, in each cluster. */
function watchedIn(of: StoryDelivery): Readonly<Record<string, string>> {
  const lines = agePlaces(of).map(({ database, location, cluster, namespace }) =>
    [database, location, cluster, namespace].join(' '),
  );
  return lines.length === 0 ? {} : { watched: lines.join('\n') };
}
