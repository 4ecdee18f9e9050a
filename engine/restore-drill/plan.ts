import type { MadeBackup, StoredDatabase } from '../../domain/restore-drill/observed.ts';
import type { DrillPhase } from '../../domain/restore-drill/phase.ts';

/** The drill of one database. */
export interface DrillPlan {
  readonly project: string;
  /** Id of the tier's database, and where it is. It is read, and never written. */
  readonly database: string;
  readonly location: string;
  readonly phase: DrillPhase;
  /** How old the newest backup may be, in milliseconds. */
  readonly freshFor: number;
  /** How long a restore may take, in milliseconds. */
  readonly endsWithin: number;
}

/** What the cloud says, of all databases and of all backups where they are kept. */
export interface DrillSituation {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly databases: readonly StoredDatabase[];
  readonly backups: readonly MadeBackup[];
}
