import { RECORD_SCHEMA, type RecordState } from '../../domain/record.ts';
import { cleanSentence } from '../../domain/untrusted-text.ts';
import { attempt } from './attempt.ts';
import { within } from './clock.ts';
import type { AttemptEnd } from './ending.ts';
import { manifestLines } from './report/manifest-line.ts';
import { cleanLog } from './report/progress-log.ts';
import { report } from './report/report.ts';
import { EMPTY_TIMELINE, extended, type Timeline } from './report/timeline.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from './request.ts';

/** From cancellation to an answer: the runner kills after 7.5 seconds, and the record has to be written before. */
const CANCEL_WITHIN = 2_000;
const RECORD_WITHIN = 1_500;

/** Brings a release into a tier, judges it and returns to the last good state when it fails.
 *  The deployment record is started before the first write and ended on every outcome; a complete rollout whose verification
 *  is pending stays `verifying`. @throws when the record cannot be started: then nothing was written to the cluster. */
export const rollOut = (request: RolloutRequest, ports: RolloutPorts): Promise<RolloutResult> =>
  recorded(request, ports, (watched) => attempt(request, watched));

/** Puts a deployment record, a report and a clean log around any attempt, and remembers what it saw.
 *  @throws when the record cannot be started. */
export async function recorded(
  request: RolloutRequest,
  given: RolloutPorts,
  work: (ports: RolloutPorts) => Promise<AttemptEnd>,
): Promise<RolloutResult> {
  const { service, tier, release, commit } = request;
  let timeline: Timeline = EMPTY_TIMELINE;
  const ports: RolloutPorts = {
    ...given,
    log: cleanLog(given.log),
    seen(moment) {
      timeline = extended(timeline, moment);
      given.seen?.(moment);
    },
  };
  const record = await startRecord(request, ports);
  const end = await endOf(() => work(ports), ports);
  const sentence = cleanSentence(end.sentence);
  const recordProblem =
    record === undefined ? undefined : await writeRecord(record, recordState(request, end, sentence), ports);
  if (recordProblem !== undefined) ports.log.warning(recordProblem);
  return {
    outcome: end.outcome,
    class: end.class,
    sentence,
    remedy: end.remedy,
    record,
    recordProblem,
    release,
    commit,
    image: end.image,
    revisionFrom: end.revisionFrom,
    revisionTo: end.revisionTo,
    secondsToVerdict: end.secondsToVerdict,
    rollback: end.rollback,
    lines: manifestLines(request.manifests, end).map(({ line, ...what }) => ({
      line,
      sentence: cleanSentence(what.sentence),
    })),
    report: report({
      outcome: end.outcome,
      class: end.class,
      sentence,
      remedy: end.remedy,
      evidence: end.evidence,
      timeline,
      facts: [
        ['Service', `${service} in ${tier}, namespace ${request.namespace}`],
        ['Cluster', request.cluster],
        ['Release', release?.digest],
        ['Commit', commit],
        ['Image', end.image],
        ['Revision', end.revisionTo === undefined ? undefined : `${end.revisionFrom ?? 'none'} to ${end.revisionTo}`],
        ['Seconds to verdict', end.secondsToVerdict?.toString()],
        ['Rollback', end.rollback],
        ['Record', recordProblem ?? record?.toString()],
      ],
    }),
  };
}

/** Without a commit it belongs to no repository, and nobody could look for its record. */
async function startRecord(request: RolloutRequest, ports: RolloutPorts): Promise<number | undefined> {
  const { kind, service, tier, cluster, release, commit, run, actor } = request;
  if (commit === undefined) return undefined;
  const where = cluster === undefined ? {} : { cluster };
  const what = { schema: RECORD_SCHEMA, kind, service, tier, release, commit, run, actor, ...where } as const;
  const record = await ports.records.start(what);
  if (record !== undefined) ports.started?.(record);
  return record;
}

/** The attempt, and a defect or a cancellation in it as an end of its own: the record never stays open because of one. */
async function endOf(work: () => Promise<AttemptEnd>, { signal, clock }: RolloutPorts): Promise<AttemptEnd> {
  const tried = work().catch(
    (error: Error): AttemptEnd => ({
      outcome: 'unknown',
      sentence: `The rollout stopped for a reason nobody foresaw: ${error.message}`,
    }),
  );
  const cancelled: AttemptEnd = {
    outcome: 'cancelled',
    sentence: 'Cancelled while the API server was not answering; what was written last is not known. Run this again.',
  };
  const aborted = new Promise<AttemptEnd>((resolve) => {
    const late = () => void within(tried, CANCEL_WITHIN, clock, cancelled).then(resolve);
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
  return await Promise.race([tried, aborted]);
}

function recordState({ verification }: RolloutRequest, { outcome }: AttemptEnd, sentence: string): RecordState {
  return outcome === 'complete' && verification === 'pending'
    ? { phase: 'verifying' }
    : { phase: 'ended', outcome, sentence };
}

async function writeRecord(
  record: number,
  state: RecordState,
  { records, clock, signal }: RolloutPorts,
): Promise<string | undefined> {
  try {
    const written = records.update(record, state).then(() => undefined);
    const late = `Deployment record ${record} was not answered in time; it may not tell how this run ended.`;
    return await (signal.aborted ? within(written, RECORD_WITHIN, clock, late) : written);
  } catch (error) {
    return `Deployment record ${record} could not be written, so this rollout is no evidence: ${(error as Error).message}`;
  }
}
