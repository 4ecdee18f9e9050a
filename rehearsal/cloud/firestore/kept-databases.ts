import { randomUUID } from 'node:crypto';
import type { Database } from '../../../domain/store.ts';

/** Numbers of documents by the name of their collection. */
export type Holding = Readonly<Record<string, number>>;

/** A database of the project: of a tier, or a copy of a backup. */
export interface KeptDatabase {
  readonly name: string;
  readonly uid: string;
  readonly locationId: string;
  readonly holds: Holding;
  readonly restored?: { readonly backup: string; readonly startTime: string };
}

export interface KeptBackup {
  readonly name: string;
  readonly database: string;
  readonly databaseUid: string;
  readonly snapshotTime: string;
  readonly brings: Holding;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The databases of a project and their backups, as numbers of documents: a drill asks for no more. */
export class KeptDatabases {
  readonly project: string;
  readonly databases = new Map<string, KeptDatabase>();
  readonly backups: KeptBackup[] = [];

  constructor(project: string, databases: readonly Pick<Database, 'id' | 'location'>[]) {
    this.project = project;
    for (const { id, location } of databases)
      this.databases.set(id, {
        name: `projects/${project}/databases/${id}`,
        uid: randomUUID(),
        locationId: location,
        holds: {},
      });
  }

  /** A backup of the last hours is made of what a database holds. @param brings what a restore of it would bring back
   *  @throws for a database that there is not: whoever asks for it is out of date */
  backUp(id: string, holds: Holding, brings: Holding, now: number): void {
    const database = this.databases.get(id);
    if (database === undefined) throw new Error(`The story is out of date: there is no database "${id}".`);
    this.databases.set(id, { ...database, holds });
    const before = Math.floor((now - 2 * HOUR) / MINUTE) * MINUTE;
    this.backups.unshift({
      name: `projects/${this.project}/locations/${database.locationId}/backups/${randomUUID()}`,
      database: database.name,
      databaseUid: database.uid,
      // Each later one is a minute younger.
      snapshotTime: new Date(before + this.backups.length * MINUTE).toISOString(),
      brings,
    });
  }

  /** @returns `undefined` where there is a database of that id, or no such backup */
  restore(id: string, name: string, now: number): KeptDatabase | undefined {
    const backup = this.backups.find((each) => each.name === name);
    if (backup === undefined || this.databases.has(id)) return undefined;
    const copy: KeptDatabase = {
      name: `projects/${this.project}/databases/${id}`,
      uid: randomUUID(),
      locationId: name.split('/')[3] ?? '',
      holds: backup.brings,
      restored: { backup: name, startTime: new Date(now).toISOString() },
    };
    this.databases.set(id, copy);
    return copy;
  }
}
