import type { DeploymentRecord, RecordPayload, RecordState } from '../../../../domain/record.ts';
import type { Records } from '../../../../engine/records.ts';

/** Records in memory. */
export class FakeRecords implements Records {
  readonly payloads: RecordPayload[] = [];
  readonly states: { readonly id: number; readonly state: RecordState }[] = [];
  async start(payload: RecordPayload): Promise<number> {
    return this.payloads.push(payload);
  }
  async update(id: number, state: RecordState): Promise<void> {
    this.states.push({ id, state });
  }
  async list(): Promise<readonly DeploymentRecord[]> {
    return this.payloads
      .map((payload, index): DeploymentRecord => {
        const state = this.states.findLast(({ id }) => id === index + 1)?.state ?? { phase: 'started' };
        return { ...payload, id: index + 1, createdAt: payload.run.createdAt, state };
      })
      .toReversed();
  }
}
