/** A backup as the cloud lists it.
 *  @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.locations.backups */
export interface MadeBackup {
  /** `projects/P/locations/L/backups/B` */
  readonly name: string;
  /** `projects/P/databases/D` of what it was made of. */
  readonly database: string;
  /** Tells that database from a later one of the same name. */
  readonly databaseUid: string;
  /** When the database was as it is in the backup, in milliseconds since 1970. */
  readonly snapshotAt: number;
  readonly ready: boolean;
}

/** A database as the cloud lists it.
 *  @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases */
export interface StoredDatabase {
  /** `projects/P/databases/D` */
  readonly name: string;
  readonly uid: string;
  readonly location: string;
  /** Name of the backup that it was restored from; `undefined` for one that was made otherwise. */
  readonly restoredFrom: string | undefined;
}

/** What is known of the restore into a database; `undefined` as a whole where the cloud tells nothing. */
export type Restoring =
  | { readonly state: 'running'; readonly startedAt: number }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly says: string };

/** How many documents there are. */
export interface Counts {
  /** Of all collections, those below documents among them. */
  readonly total: number;
  /** Of each collection at the root. */
  readonly collections: Readonly<Record<string, number>>;
}

export const databaseName = (project: string, database: string): string => `projects/${project}/databases/${database}`;

/** The last part of a resource's name. */
export const idOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Where a backup is kept; a copy of it is made there. */
export const locationOf = (backup: string): string => backup.split('/')[3] ?? '';
