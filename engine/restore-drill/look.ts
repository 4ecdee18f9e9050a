import { DRILL_PREFIX, type DrillName, type NamedDrill, namedDrill } from '../../domain/restore-drill/drill-name.ts';
import type { Finding } from '../../domain/restore-drill/finding.ts';
import {
  databaseName,
  idOf,
  locationOf,
  type MadeBackup,
  type StoredDatabase,
} from '../../domain/restore-drill/observed.ts';
import type { DrillPlan, DrillSituation } from './plan.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The database that is meant, as the cloud has it. */
export const sourceOf = ({ databases }: DrillSituation, { project, database }: DrillPlan): StoredDatabase | undefined =>
  databases.find(({ name }) => name === databaseName(project, database));

/** The newest backup of exactly this database: of its name, and of no earlier one that was called the same. */
export function newestBackup(situation: DrillSituation, plan: DrillPlan): MadeBackup | undefined {
  const source = sourceOf(situation, plan);
  return situation.backups
    .filter(({ ready, ...of }) => ready && of.database === source?.name && of.databaseUid === source.uid)
    .sort((one, other) => other.snapshotAt - one.snapshotAt)[0];
}

/** Copies of this database that drills have made, the newest first. */
export const copiesOf = ({ databases }: DrillSituation, { database, project }: DrillPlan): readonly NamedDrill[] =>
  databases
    .filter(({ name }) => name === databaseName(project, idOf(name)))
    .flatMap(({ name }) => namedDrill(idOf(name)) ?? [])
    .filter(({ source }) => source === database)
    .sort((one, other) => other.day - one.day);

/** The copy that this run has to do with: the one of today for a run that starts, which may be run again; for one that finishes also
 *  that of yesterday, because midnight may have passed. */
export function currentCopy(situation: DrillSituation, plan: DrillPlan): DrillName | undefined {
  const today = Math.floor(situation.now / DAY) * DAY;
  const since = plan.phase === 'start' ? today : today - DAY;
  return copiesOf(situation, plan).find(({ day }) => day >= since && day <= today)?.name;
}

/** What is wrong before anything is restored. */
export function lookedAt(situation: DrillSituation, plan: DrillPlan): readonly Finding[] {
  const source = sourceOf(situation, plan);
  const backup = newestBackup(situation, plan);
  const age = situation.now - (backup?.snapshotAt ?? situation.now);
  return [
    ...sourceFindings(source, plan),
    ...(source === undefined || backup !== undefined ? [] : [{ code: 'no-backup', database: plan.database } as const]),
    ...(backup === undefined || age <= plan.freshFor
      ? []
      : [{ code: 'stale-backup', backup: backup.name, age, freshFor: plan.freshFor } as const]),
  ];
}

function sourceFindings(
  source: StoredDatabase | undefined,
  { project, database, location }: DrillPlan,
): readonly Finding[] {
  const what = `The database ${database} of ${project}`;
  if (source === undefined) return [{ code: 'wrong-database', what, observed: 'not there', wanted: `in ${location}` }];
  return source.location === location
    ? []
    : [{ code: 'wrong-database', what, observed: `in ${source.location}`, wanted: `in ${location}` }];
}

/** What is wrong with a copy before it is counted: it must be one of a backup of this very database, and lie where that is. */
export function copyFindings(copy: DrillName, situation: DrillSituation, plan: DrillPlan): readonly Finding[] {
  const source = sourceOf(situation, plan);
  const found = situation.databases.find(({ name }) => name === databaseName(plan.project, copy));
  const from = restoredFrom(copy, situation, plan);
  const what = `What ${copy} was restored from`;
  if (found?.restoredFrom === undefined)
    return [{ code: 'wrong-database', what, observed: 'no backup', wanted: `one of ${plan.database}` }];
  if (from === undefined)
    return [
      {
        code: 'wrong-database',
        what,
        observed: `${found.restoredFrom}, which is not listed`,
        wanted: `one of ${plan.database}`,
      },
    ];
  if (from.database !== source?.name || from.databaseUid !== source.uid)
    return [
      {
        code: 'wrong-database',
        what,
        observed: `a backup of ${from.database}, ${from.databaseUid}`,
        wanted: `one of ${source?.name ?? plan.database}, ${source?.uid ?? 'which is not there'}`,
      },
    ];
  const places = [found.location, locationOf(from.name)].filter((place) => place !== plan.location);
  return places.length === 0
    ? []
    : [
        {
          code: 'wrong-database',
          what: `The copy ${copy}`,
          observed: `in ${places.join(' and ')}`,
          wanted: `in ${plan.location}`,
        },
      ];
}

/** The backup of a copy, while it is kept. */
export function restoredFrom(
  copy: DrillName,
  { databases, backups }: DrillSituation,
  { project }: DrillPlan,
): MadeBackup | undefined {
  const found = databases.find(({ name }) => name === databaseName(project, copy));
  return backups.find(({ name }) => name === found?.restoredFrom);
}

/** Databases that are called like drills and are none of a database that is drilled: nobody removes them, so they are told. */
export const straysOf = (
  { databases }: Pick<DrillSituation, 'databases'>,
  drilled: readonly string[],
): readonly Finding[] =>
  databases
    .map(({ name }) => idOf(name))
    .filter((id) => id.startsWith(DRILL_PREFIX) && !drilled.includes(namedDrill(id)?.source ?? ''))
    .map((copy) => ({ code: 'left-over', copy, removed: false }));
