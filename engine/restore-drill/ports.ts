import type { Expected } from '../../domain/restore-drill/compare-counts.ts';
import type { DrillName } from '../../domain/restore-drill/drill-name.ts';
import type { Gauge } from '../../domain/restore-drill/gauge.ts';
import type { Counts, MadeBackup, Restoring, StoredDatabase } from '../../domain/restore-drill/observed.ts';

/** What a drill asks of the cloud. Whatever writes takes the name of a drill, which no other database has. */
export interface DrillStore {
  databases(): Promise<readonly StoredDatabase[]>;
  /** Those that are kept in one place, of all databases. */
  backups(location: string): Promise<readonly MadeBackup[]>;
  /** What is known of the restore into a copy; `undefined` where nothing is. */
  restoring(copy: DrillName): Promise<Restoring | undefined>;
  /** Begins a restore into a database that does not exist yet, and does not wait for its end. */
  restore(backup: string, into: DrillName): Promise<void>;
  remove(copy: DrillName): Promise<void>;
  /** How many documents a database has, or had at a moment. @param database its id */
  counts(database: string, at?: number): Promise<Counts>;
}

/** What a database had when a backup of it was made, for the time when it can no longer be read as it was then. */
export interface KeptCounts {
  /** @param backup its name */
  keep(backup: string, expected: Expected): Promise<void>;
  kept(backup: string): Promise<Expected | undefined>;
}

/** Where somebody is woken when a backup or a drill is too old. */
export interface AgeBoard {
  tell(gauges: readonly Gauge[]): Promise<void>;
}

export interface DrillPorts {
  readonly store: DrillStore;
  readonly counts: KeptCounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
