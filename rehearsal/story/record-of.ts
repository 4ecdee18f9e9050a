import { parseState, RECORD_SCHEMA, type RecordPayload } from '../../domain/record.ts';
import { approvalEnvironment } from '../administrator.ts';
import type { Deployment, WorkflowRun } from '../github/model.ts';
import type { RolloutOutputs } from './rollout-outputs.ts';
import type { SeenRecord } from './seen.ts';

/** A deployment as the record that it is; `undefined` for one that is none of ours. */
export function recordOf(
  deployment: Deployment,
  runs: readonly WorkflowRun[],
  outputs: RolloutOutputs,
): SeenRecord | undefined {
  const { id, createdAt, payload, statuses } = deployment;
  const parsed = typeof payload === 'string' ? JSON.parse(payload) : payload;
  if (typeof parsed !== 'object' || parsed === null || !('schema' in parsed) || parsed.schema !== RECORD_SCHEMA)
    return undefined;
  const known = parsed as RecordPayload;
  const state = parseState(statuses.at(-1)?.description ?? '') ?? { phase: 'started' as const };
  const reviews = runs.find((run) => run.id === known.run.id)?.approvals ?? [];
  const approvedBy = reviews.flatMap(({ user, state: said, environments }) =>
    said === 'approved' && environments.includes(approvalEnvironment(known.tier)) ? [user] : [],
  );
  return {
    ...known,
    id,
    createdAt,
    state,
    seconds: outputs.seconds(deployment),
    failure: outputs.failure(deployment),
    approvedBy,
  };
}
