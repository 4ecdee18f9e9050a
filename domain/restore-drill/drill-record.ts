import type { Expected } from './compare-counts.ts';
import type { FindingCode } from './finding.ts';
import type { Counts } from './observed.ts';

/** What is written of a drill that has ended, good or bad. */
export interface DrillRecord {
  readonly schema: 'sluice.restore-drill/v1';
  readonly project: string;
  readonly database: string;
  readonly outcome: 'good' | 'bad';
  readonly findings: readonly FindingCode[];
  /** Name of the backup that was restored, and the moment it holds; left out where none was. */
  readonly backup?: { readonly name: string; readonly snapshotAt: string };
  readonly counts?: Counts;
  /** When it ended, and the run that says so. */
  readonly at: string;
  readonly run: { readonly id: number; readonly attempt: number };
}

/** What a database had when a backup of it was made. */
export interface CountsRecord {
  readonly schema: 'sluice.backup-counts/v1';
  readonly backup: string;
  readonly expected: Expected;
}

/** Reads what was kept of a backup. @throws a sentence for everything else: nothing is compared with half a record */
export function parseCountsRecord(text: string, backup: string): CountsRecord {
  const record: unknown = JSON.parse(text);
  if (isCountsRecord(record) && record.backup === backup) return record;
  throw new Error(`What is kept of ${backup} is no record of its counts. Delete it, and drill a newer backup.`);
}

const isCountsRecord = (value: unknown): value is CountsRecord =>
  isTable(value) &&
  value['schema'] === 'sluice.backup-counts/v1' &&
  Array.isArray(value['expected']) &&
  value['expected'].length > 0 &&
  value['expected'].every(isCounts);

const isCounts = (value: unknown): value is Counts =>
  isTable(value) &&
  isCount(value['total']) &&
  isTable(value['collections']) &&
  Object.values(value['collections']).every(isCount);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
