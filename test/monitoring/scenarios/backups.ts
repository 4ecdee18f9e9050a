import type { InputSeries, Scenario } from '../scenario.ts';

const DAY = 24;
/** The hours of the day at which a drill tells what it knows. */
const TELLS = [4, 10];

/** What a drill has told in each half hour; a moment is in hours, `undefined` where it has told nothing. */
type Told = (hour: number) => number | undefined;

interface Of {
  readonly metric: 'sluice_backup_timestamp_seconds' | 'sluice_restore_drill_timestamp_seconds';
  readonly database?: string;
  readonly namespace?: string;
  readonly job?: string;
}

const told = (
  { metric, database = 'agents-production', namespace = 'production', job = 'restore-drill' }: Of,
  hours: number,
  at: Told,
): InputSeries => ({
  series: `${metric}{namespace="${namespace}", job="${job}", database="${database}"}`,
  values: Array.from({ length: 2 * hours + 1 }, (_, half) => {
    const moment = half % 2 === 0 && TELLS.includes((half / 2) % DAY) ? at(half / 2) : undefined;
    return moment === undefined ? '_' : String(3600 * moment);
  }).join(' '),
});

const [BACKUP, DRILL] = ['sluice_backup_timestamp_seconds', 'sluice_restore_drill_timestamp_seconds'] as const;
/** Every night at one; the drill of the morning is good. */
const ofTheNight: Told = (hour) => Math.floor(hour / DAY) * DAY + 1;
const ofTheMorning: Told = (hour) => (hour % DAY < 10 ? Math.floor(hour / DAY) * DAY - 14 : hour);
const until =
  (last: number, one: Told): Told =>
  (hour) =>
    hour <= last ? one(hour) : undefined;
/** What is told goes on, and is what it was. */
const frozen =
  (last: number, one: Told): Told =>
  (hour) =>
    one(Math.min(hour, last));

/** Both of a database that is well, and the same of a tier and of a job that are not. */
const nights = (hours: number, backup: Told, drill: Told): readonly InputSeries[] => [
  told({ metric: BACKUP }, hours, backup),
  told({ metric: DRILL }, hours, drill),
  ...[BACKUP, DRILL].flatMap((metric) => [
    told({ metric, namespace: 'elsewhere', database: 'agents-elsewhere' }, hours, () => 0),
    told({ metric, namespace: 'elsewhere' }, hours, ofTheNight),
    told({ metric, job: 'ai-agent-api' }, hours, (hour) => hour),
    told({ metric, job: 'ai-agent-api', database: 'agents-other' }, hours, () => 0),
    told({ metric, database: 'agents-again' }, hours, (hour) => hour),
  ]),
];

const given = (
  name: string,
  days: number,
  [backup, drill]: readonly [Told, Told],
  fires: Scenario['fires'],
): Scenario => ({
  name,
  series: nights(days * DAY, backup, drill),
  fires,
});

const [OLD, OVERDUE, UNTOLD] = ['BackupTooOld ', 'RestoreDrillOverdue ', 'BackupsUntold '];
const nobody: Told = () => undefined;

export const BACKUPS: readonly Scenario[] = [
  given('each night has a backup, and each morning a restore of it', 12, [ofTheNight, ofTheMorning], {
    '20h': [],
    '100h': [],
    // Just before the drill of the night tells of a newer one.
    '243h': [],
    '287h': [],
  }),
  // The last backup is of hour 73.
  given('no backup is made any more, and the drill says so', 8, [frozen(76, ofTheNight), ofTheMorning], {
    '127h': [],
    '128h': [],
    '128h30m': [OLD],
    '190h': [OLD],
  }),
  given('restores bring nothing back any more', 8, [ofTheNight, frozen(82, ofTheMorning)], {
    '136h': [],
    '137h': [],
    '137h30m': [OVERDUE],
    '190h': [OVERDUE],
  }),
  given('a backup is 52 hours old, and then there is one', 6, [(hour) => (hour < 76 ? 24 : 73), ofTheMorning], {
    '76h': [],
    '100h': [],
  }),
  given('no drill runs any more', 16, [until(76, ofTheNight), until(82, ofTheMorning)], {
    '127h': [],
    '128h30m': [OLD],
    '138h': [OLD, OVERDUE],
    // A week after it was told last, and thirty hours.
    '270h': [OLD, OVERDUE],
    '275h': [OLD, OVERDUE, UNTOLD],
    // Nothing of it is left.
    '300h': [UNTOLD],
    '383h': [UNTOLD],
  }),
  given('of backups somebody tells, and of drills nobody any more', 14, [ofTheNight, until(82, ofTheMorning)], {
    '270h': [OVERDUE],
    '285h': [OVERDUE, UNTOLD],
    '305h': [UNTOLD],
  }),
  given('nobody has ever told anything', 3, [nobody, nobody], { '29h': [], '31h': [UNTOLD] }),
  given('backups are made, and no drill was ever good', 3, [ofTheNight, nobody], { '29h': [], '31h': [UNTOLD] }),
  given('a drill was good, and of backups nobody tells', 3, [nobody, ofTheMorning], { '29h': [], '31h': [UNTOLD] }),
  given('a moment that is none, as where nothing has ever worked', 4, [() => 0, () => 0], {
    '54h': [],
    '57h': [OLD, OVERDUE],
  }),
];
