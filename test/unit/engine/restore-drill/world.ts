import type { Expected } from '../../../../domain/restore-drill/compare-counts.ts';
import type { DrillName } from '../../../../domain/restore-drill/drill-name.ts';
import type { Counts, MadeBackup, Restoring, StoredDatabase } from '../../../../domain/restore-drill/observed.ts';
import { databaseName } from '../../../../domain/restore-drill/observed.ts';
import type { DrillPlan } from '../../../../engine/restore-drill/plan.ts';
import type { DrillPorts } from '../../../../engine/restore-drill/ports.ts';

export const HOUR = 3_600_000;
export const NOW = Date.parse('2026-12-01T09:00:00Z');
export const SOURCE = 'agents-production';
export const COPY = 'restore-drill-20261201-agents-production';
export const PLACE = 'asia-northeast3';

export const PLAN: DrillPlan = {
  project: 'p',
  database: SOURCE,
  location: PLACE,
  phase: 'finish',
  freshFor: 36 * HOUR,
  endsWithin: 4 * HOUR,
};

export const stored = (id: string, more: Partial<StoredDatabase> = {}): StoredDatabase => ({
  name: databaseName('p', id),
  uid: `uid-${id}`,
  location: PLACE,
  restoredFrom: undefined,
  ...more,
});

export const made = (id: string, more: Partial<MadeBackup> = {}): MadeBackup => ({
  name: `projects/p/locations/${PLACE}/backups/${id}`,
  database: databaseName('p', SOURCE),
  databaseUid: `uid-${SOURCE}`,
  snapshotAt: NOW - 8 * HOUR,
  ready: true,
  ...more,
});

export const NEWEST = made('b2');
export const OLDER = made('b1', { snapshotAt: NOW - 32 * HOUR });
export const copyOf = (backup: MadeBackup = NEWEST, id: string = COPY): StoredDatabase =>
  stored(id, { restoredFrom: backup.name });

export const FULL: Counts = { total: 7, collections: { agents: 4, users: 2 } };
export const DONE: Restoring = { state: 'done' };

/** A cloud as one drill sees it, and what was written there. */
export interface World extends DrillPorts {
  readonly written: readonly string[];
  readonly read: readonly string[];
  readonly kept: ReadonlyMap<string, Expected>;
}

export interface Given {
  readonly databases?: readonly StoredDatabase[];
  readonly backups?: readonly MadeBackup[];
  readonly restoring?: Restoring | undefined;
  readonly source?: Counts;
  readonly copy?: Counts;
  readonly kept?: Readonly<Record<string, Expected>>;
  readonly now?: number;
  readonly refusesToDelete?: string;
}

export function worldOf(given: Given): World {
  const written: string[] = [];
  const read: string[] = [];
  const kept = new Map(Object.entries(given.kept ?? {}));
  return {
    written,
    read,
    kept,
    now: () => given.now ?? NOW,
    counts: {
      keep: async (backup, expected) => void kept.set(backup, expected),
      kept: async (backup) => kept.get(backup),
    },
    store: {
      databases: async () => given.databases ?? [stored(SOURCE), copyOf()],
      backups: async () => given.backups ?? [OLDER, NEWEST],
      restoring: async () => ('restoring' in given ? given.restoring : DONE),
      restore: async (backup, into: DrillName) => void written.push(`${backup} into ${into}`),
      remove: async (copy: DrillName) => {
        written.push(`remove ${copy}`);
        if (given.refusesToDelete !== undefined) throw new Error(given.refusesToDelete);
      },
      counts: async (database, at) => {
        read.push(at === undefined ? database : `${database} at ${new Date(at).toISOString()}`);
        return (database === SOURCE ? given.source : given.copy) ?? FULL;
      },
    },
  };
}
