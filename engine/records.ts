import type { DeploymentRecord, RecordPayload, RecordState } from '../domain/record.ts';
import type { Run } from '../domain/run-order.ts';

/** The deployment records of one repository. */
export interface Records {
  /** @returns the id of the new record. */
  start(payload: RecordPayload): Promise<number>;
  /** Appends a state; records are never rewritten. */
  update(id: number, state: RecordState): Promise<void>;
  /** Newest first, only records of our schema; those of others are passed over. */
  list(query: { readonly service: string; readonly tier: string }): Promise<readonly DeploymentRecord[]>;
}

/** The workflow run that we are in. */
export interface CurrentRun {
  read(): Promise<Run>;
}
