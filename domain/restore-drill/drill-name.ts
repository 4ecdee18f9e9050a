import type { Brand } from '../brand.ts';
import { Refusal } from '../refusal.ts';

/** The id of a database that a restore drill makes, and the only kind that it may make or delete. */
export type DrillName = Brand<string, 'DrillName'>;

/** What every such id begins with, and no database of a tier. The right of the drill's identity ends there, too. */
export const DRILL_PREFIX = 'restore-drill-';

/** With the day in front of it, a longer id of a source would make one that Firestore does not take.
 *  @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases/restore */
export const LONGEST_SOURCE = 40;

const FORM = /^restore-drill-(\d{4})(\d{2})(\d{2})-([a-z][a-z0-9-]{2,38}[a-z0-9])$/;

/** What a drill's name says. */
export interface NamedDrill {
  readonly name: DrillName;
  /** The database whose backup is restored. */
  readonly source: string;
  /** Midnight in UTC of the day it was started on, in milliseconds since 1970. */
  readonly day: number;
}

/** The name of the drill of a database that starts now. @param now milliseconds since 1970
 *  @throws {Refusal} for a source that is a drill itself, or that no name has room for */
export const drillName = (source: string, now: number): DrillName =>
  parseDrillName(`${DRILL_PREFIX}${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}-${source}`).name;

/** @throws {Refusal} `not-a-drill` for every other id: that of a tier's database, a path, a name that only looks like one */
export function parseDrillName(text: string): NamedDrill {
  const named = namedDrill(text);
  if (named !== undefined) return named;
  throw new Refusal(
    'not-a-drill',
    `The database ${JSON.stringify(text.slice(0, 100))} is no copy of a restore drill; wanted ${DRILL_PREFIX}YYYYMMDD-DATABASE. Nothing is restored into it, and it is not deleted: look who has named it.`,
  );
}

/** The same, `undefined` for another id. */
export function namedDrill(text: string): NamedDrill | undefined {
  const [, year = '', month = '', date = '', source = ''] = FORM.exec(text) ?? [];
  const day = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(`${year}-${month}-${date}`);
  return isDay && !source.startsWith(DRILL_PREFIX) ? { name: text as DrillName, source, day } : undefined;
}
