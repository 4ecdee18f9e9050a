import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Daemon } from '../machine/daemon.ts';
import type { Ports } from './layout.ts';

/** What the bring-up did to this machine, written after every step, so that `down` undoes exactly that even when `up` was
 *  killed half-way. */
export interface ClusterRecord {
  readonly startedAt: string;
  readonly ports: Ports;
  readonly crashLoopSeconds: number | undefined;
  /** In the order they were started. */
  readonly daemons: readonly Daemon[];
  /** Kernel settings before the cluster changed them. */
  readonly kernel: Readonly<Record<string, string>>;
  /** Folder of kubectl and the other programs. */
  readonly kubectl: string;
  /** True once a pod ran. */
  readonly ready: boolean;
}

export function readRecord(path: string): ClusterRecord | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ClusterRecord) : undefined;
}

/** Replaces the record in one step: a reader sees the old or the new one. */
export function writeRecord(path: string, record: ClusterRecord): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(`${path}.new`, path);
}
