import type { Digest } from '../domain/digest.ts';
import type { DeploymentRecord, RecordPayload, RecordState } from '../domain/record.ts';
import type { Run } from '../domain/run-order.ts';

export interface RecordQuery {
  readonly service: string;
  readonly tier: string;
  /** Only records of this release. */
  readonly release?: Digest;
  readonly kind?: RecordPayload['kind'];
  /** Only records newer than the one with this id. */
  readonly after?: number;
  /** At most so many, the newest; default 100. */
  readonly limit?: number;
}

/** The deployment records of one repository. */
export interface Records {
  /** @returns the id of the new record; `undefined` where nothing is kept. */
  start(payload: RecordPayload): Promise<number | undefined>;
  /** Appends a state; records are never rewritten. */
  update(id: number, state: RecordState): Promise<void>;
  /** Newest first, only records of our schema; those of others are passed over. */
  list(query: RecordQuery): Promise<readonly DeploymentRecord[]>;
}

/** The workflow run that we are in. */
export interface CurrentRun {
  read(): Promise<Run>;
}
