import { messageOf } from '../../domain/error-message.ts';
import { RECORD_SCHEMA, type RecordState } from '../../domain/record.ts';
import { within } from './clock.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';

type Ports = Pick<RolloutPorts, 'clock' | 'records' | 'signal' | 'started'>;

/** What is known of a record at the end. */
export interface KeptRecord {
  /** `undefined` when there is none. */
  readonly record: number | undefined;
  /** Why it does not tell the outcome; `undefined` when it does. */
  readonly problem: string | undefined;
}

/** After a cancellation the runner kills soon. */
const RECORD_WITHIN = 1_500;
/** How long GitHub has for the record of a way back, from its beginning: as long as it works at a request itself. */
const SHOWN_WITHIN = 10_000;
/** And at the end, whatever has passed: the outcome is told only then. */
const ENDED_WITHIN = 3_000;

/** The deployment record of one attempt; call what is returned with how it ended. That of a rollout is there before the first write.
 *  That of a rollback is for people alone: it is written beside the work, and waited for at the end and not for long.
 *  @throws when the record of a rollout cannot be started */
export async function keepRecord(
  request: RolloutRequest,
  ports: Ports,
): Promise<(state: RecordState) => Promise<KeptRecord>> {
  const starting = startRecord(request, ports);
  if (request.kind === 'rollout') {
    const record = await starting;
    return async (state) => ({
      record,
      problem: record === undefined ? undefined : await proven(record, state, ports),
    });
  }
  // Looked at by the end.
  starting.catch(() => undefined);
  const due = ports.clock.now() + SHOWN_WITHIN;
  return (state) => shown(starting, state, ports, due);
}

/** Without a commit it belongs to no repository, and nobody could look for its record. */
async function startRecord(request: RolloutRequest, { records, started }: Ports): Promise<number | undefined> {
  const { kind, service, tier, cluster, release, commit, run, actor } = request;
  if (commit === undefined) return undefined;
  const where = cluster === undefined ? {} : { cluster };
  const what = { schema: RECORD_SCHEMA, kind, service, tier, release, commit, run, actor, ...where } as const;
  const record = await records.start(what);
  if (record !== undefined) started?.(record);
  return record;
}

async function proven(record: number, state: RecordState, { records, clock, signal }: Ports) {
  try {
    const written = records.update(record, state).then(() => undefined);
    const late = `Deployment record ${record} was not answered in time; it may not tell how this run ended.`;
    return await (signal.aborted ? within(written, RECORD_WITHIN, clock, late) : written);
  } catch (error) {
    return `Deployment record ${record} could not be written, so this rollout is no evidence: ${messageOf(error)}`;
  }
}

async function shown(
  starting: Promise<number | undefined>,
  state: RecordState,
  { records, clock, signal }: Ports,
  due: number,
): Promise<KeptRecord> {
  const without = (why: string): KeptRecord => ({
    record: undefined,
    problem: `No deployment record tells of this; what happened in the cluster does not depend on it: ${why}`,
  });
  const written = starting.then(async (record): Promise<KeptRecord> => {
    if (record !== undefined) await records.update(record, state);
    return { record, problem: undefined };
  });
  const late = without('GitHub did not answer in time.');
  const patience = signal.aborted ? RECORD_WITHIN : Math.max(ENDED_WITHIN, due - clock.now());
  return await within(written, patience, clock, late).catch((error: Error) => without(error.message));
}
