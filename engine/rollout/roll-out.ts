import { logsUrl } from '../../domain/observability/logs-query.ts';
import type { RecordState } from '../../domain/record.ts';
import { cleanSentence } from '../../domain/untrusted-text.ts';
import { within } from './clock.ts';
import type { AttemptEnd } from './ending.ts';
import { keepRecord } from './kept-record.ts';
import { attemptAndLook } from './later/attempt-and-look.ts';
import { manifestLines } from './report/manifest-line.ts';
import { cleanLog, secretLog } from './report/progress-log.ts';
import { report } from './report/report.ts';
import { learning, Secrecy } from './report/secrecy.ts';
import { EMPTY_TIMELINE, extended, type Timeline } from './report/timeline.ts';
import type { RolloutPorts, RolloutRequest, RolloutResult } from './request.ts';
import { withUnions } from './unions/union-cluster.ts';

/** From cancellation to an answer: the runner kills after 7.5 seconds, and the record has to be written before. */
const CANCEL_WITHIN = 2_000;

/** Brings a release into a tier, judges it and returns to the last good state when it fails.
 *  The deployment record is started before the first write and ended on every outcome; a complete rollout whose verification
 *  is pending, or one that is looked at further, is `verifying` meanwhile. @throws when the record cannot be started: then nothing was written to the cluster. */
export async function rollOut(request: RolloutRequest, ports: RolloutPorts): Promise<RolloutResult> {
  let record: number | undefined;
  const started = (id: number): void => {
    record = id;
    ports.started?.(id);
  };
  return await recorded(request, { ...ports, started }, (watched) =>
    attemptAndLook(request, watched, async () => {
      // For people: how it ends is written at the end, whatever becomes of this.
      if (record !== undefined) await ports.records.update(record, { phase: 'verifying' }).catch(() => undefined);
    }),
  );
}

/** Puts a deployment record, a report and a clean log around any attempt, and remembers what it saw.
 *  @throws when the record of a rollout cannot be started. */
export async function recorded(
  request: RolloutRequest,
  given: RolloutPorts,
  work: (ports: RolloutPorts) => Promise<AttemptEnd>,
): Promise<RolloutResult> {
  const { service, tier, release, commit } = request;
  let timeline: Timeline = EMPTY_TIMELINE;
  const secrecy = new Secrecy(request.manifests, [service, tier, request.namespace]);
  const ports: RolloutPorts = {
    ...given,
    cluster: learning(withUnions(given.cluster), secrecy),
    // Before it is cleaned, which may cut a secret in two, and after: what hid in it is gone then.
    log: secretLog(cleanLog(secretLog(given.log, secrecy)), secrecy),
    seen(moment) {
      timeline = extended(timeline, moment);
      given.seen?.(moment);
    },
  };
  const endRecord = await keepRecord(request, ports);
  const told = await endOf(() => work(ports), ports);
  const end: AttemptEnd = { ...told, ...secrecy.masked(wordsOf(told)) };
  const sentence = secrecy.mask(cleanSentence(end.sentence));
  const { record, problem: recordProblem } = await endRecord(recordState(request, end, sentence));
  if (recordProblem !== undefined) ports.log.warning(recordProblem);
  return {
    outcome: end.outcome,
    class: end.class,
    reason: end.reason,
    sentence,
    remedy: end.remedy,
    note: end.note,
    record,
    recordProblem,
    release,
    commit,
    image: end.image,
    revisionFrom: end.revisionFrom,
    revisionTo: end.revisionTo,
    secondsToVerdict: end.secondsToVerdict,
    rollback: end.rollback,
    lines: manifestLines(request.manifests, told).map(({ line, ...what }) => ({
      line,
      sentence: cleanSentence(secrecy.mask(what.sentence)),
    })),
    report: secrecy.mask(
      report({
        outcome: end.outcome,
        class: end.class,
        sentence,
        remedy: end.remedy,
        note: end.note,
        evidence: end.evidence,
        logs: podLogs(end.evidence, request),
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
    ),
  };
}

/** Nothing where nobody knows whose logs these are, and where no pod was seen that could have said something. */
const podLogs = (
  evidence: AttemptEnd['evidence'],
  { logsProject, namespace }: Pick<RolloutRequest, 'logsProject' | 'namespace'>,
): string | undefined =>
  logsProject === undefined || evidence === undefined || evidence.pods.length === 0
    ? undefined
    : logsUrl({ namespace, pods: evidence.pods.map(({ pod }) => pod), ...evidence.minutes }, logsProject);

/** What of an end is told in the words of others; all else are codes, names and numbers. */
const wordsOf = ({ sentence, remedy, evidence }: AttemptEnd) => ({
  sentence,
  ...(remedy === undefined ? {} : { remedy }),
  ...(evidence === undefined ? {} : { evidence }),
});

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
