import { parseCommitSha } from '../../domain/commit.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { RECORD_SCHEMA, type RecordPayload } from '../../domain/record.ts';
import { count, field, text } from './narrow.ts';

/** Reads the payload of a Deployment. GitHub hands it out as it was sent, an object, or as text where it was stored so.
 *  @returns `undefined` for what is not a whole record of ours: nothing is guessed, and it is evidence of nothing. */
export function parseRecordPayload(payload: unknown): RecordPayload | undefined {
  try {
    return record(typeof payload === 'string' ? JSON.parse(payload) : payload);
  } catch {
    return undefined;
  }
}

function record(value: unknown): RecordPayload | undefined {
  const [kind, service, tier, actor] = ['kind', 'service', 'tier', 'actor'].map((name) => text(value, name));
  const cluster = text(value, 'cluster');
  const run = field(value, 'run');
  const [id, attempt, createdAt] = [count(run, 'id'), count(run, 'attempt'), text(run, 'createdAt')];
  if (text(value, 'schema') !== RECORD_SCHEMA || (kind !== 'rollout' && kind !== 'rollback')) return undefined;
  if (service === undefined || tier === undefined || actor === undefined) return undefined;
  if (id === undefined || attempt === undefined || createdAt === undefined || Number.isNaN(Date.parse(createdAt))) {
    return undefined;
  }
  return {
    schema: RECORD_SCHEMA,
    kind,
    service,
    tier,
    ...(cluster === undefined ? {} : { cluster }),
    release: release(field(value, 'release')),
    commit: parseCommitSha(text(value, 'commit') ?? ''),
    run: { id, attempt, createdAt },
    actor,
  };
}

const release = (value: unknown): RecordPayload['release'] =>
  value === undefined || value === null
    ? undefined
    : parseDigestReference(`${text(value, 'repository')}@${text(value, 'digest')}`);
