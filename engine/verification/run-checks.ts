import { assertNever } from '../../domain/brand.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { Run } from '../../domain/run-order.ts';
import { seconds } from '../../domain/seconds.ts';
import { inSentences } from '../../domain/sentences.ts';
import { GRACES, type Graces } from '../../domain/verdict/graces.ts';
import { applyObject } from '../rollout/apply.ts';
import { isMoved, type KubernetesObject, nameOf, referenceOf, seenOf } from '../rollout/cluster.ts';
import { hasCondition, numberAt } from '../rollout/object-parts.ts';
import { explained } from '../rollout/perform/explain.ts';
import { missingBootstrap } from '../rollout/preflight/bootstrap-needs.ts';
import { cleanLog } from '../rollout/report/progress-log.ts';
import type { RolloutPorts } from '../rollout/request.ts';
import { type Sighting, watchRollout } from '../rollout/watch/watch-rollout.ts';
import { watchUntil } from '../rollout/watch/watch-until.ts';
import { targetOf } from '../rollout/write.ts';
import { checksJobOf, readChecks } from './checks-job.ts';
import { type ChecksWord, judgeChecks } from './judge-checks.ts';
import { printedBy } from './printed.ts';

export interface ChecksRequest {
  readonly namespace: string;
  readonly release: DigestReference;
  /** As the release has them for the tier. */
  readonly manifests: string;
  readonly run: Run;
}

type ChecksPorts = Pick<RolloutPorts, 'cluster' | 'clock' | 'log' | 'signal' | 'images'>;

export interface ChecksEnd extends ChecksWord {
  /** What the checks have written last, as they wrote it. */
  readonly printed: readonly string[];
}

/** How much longer than its Job somebody watches, so that its own word is heard. */
const RESERVE = 60;

/** Milliseconds until a Job says what its pods have come to. */
const SETTLES = 10_000;

/** Runs the checks of a tier once, as a Job of this run, and waits for its end. One that cannot end any more, or for which nobody waits, is
 *  deleted: it must not start when nobody looks. @throws {Refusal | Unreachable | InvalidInput} */
export async function runChecks(
  { namespace, release, manifests, run }: ChecksRequest,
  given: ChecksPorts,
): Promise<ChecksEnd> {
  const ports = { ...given, log: cleanLog(given.log) };
  const { cluster, clock, log } = ports;
  const { job, others } = readChecks(manifests, namespace);
  const missing = await missingBootstrap(cluster, [job], namespace);
  if (missing.length > 0)
    return { kind: 'unknown', sentence: inSentences('Nothing was begun.', ...missing), printed: [] };
  const wanted = checksJobOf(job, release.digest, run);
  for (const object of others) await applyObject(cluster, object);
  log.info(`Running ${nameOf(wanted)} of ${formatDigestReference(release)}.`);
  const target = targetOf(await applyObject(cluster, wanted), { before: undefined, namespace, at: clock.now() });
  const graces = { ...GRACES, timeout: seconds((numberAt(wanted, 'spec', 'activeDeadlineSeconds') ?? 0) + RESERVE) };
  const sighting = await watchRollout({ ...ports, targets: [target], run, graces });
  const why = await whyEnded(wanted, sighting, graces, ports);
  const printed = ports.signal.aborted ? [] : await printedBy(wanted, namespace, ports);
  const found = await ended(wanted, namespace, ports);
  if (found !== undefined && !hasEnded(found)) await remove(found, namespace, ports);
  const word = judgeChecks(found, wanted, namespace);
  return { ...word, sentence: toldBy(word, why, found), printed };
}

/** How a container has ended is told by who watched it; that nobody knows what it has shown, by its Job. */
function toldBy(word: ChecksWord, why: Why, found: KubernetesObject | undefined): string {
  switch (word.kind) {
    case 'passed':
      return word.sentence;
    case 'failed':
      return inSentences(why?.sentence ?? word.sentence, MEND);
    case 'unknown':
      return found !== undefined && hasEnded(found)
        ? word.sentence
        : inSentences(why?.sentence ?? word.sentence, why?.remedy);
    default:
      return assertNever(word.kind);
  }
}

const MEND =
  'What the checks wrote is in the log of this step. Mend what they found, or the checks, and push: each run checks anew.';

type Why = { readonly sentence: string; readonly remedy?: string | undefined } | undefined;

/** The verdict of what was watched, and what to do; nothing where the Job is complete. */
async function whyEnded(job: KubernetesObject, sighting: Sighting, graces: Graces, ports: ChecksPorts): Promise<Why> {
  const { end } = sighting;
  if (end.state === 'complete') return undefined;
  if (end.state === 'cancelled')
    return {
      sentence: `Cancelled before ${nameOf(job)} had ended: what it would have shown is not known.`,
      remedy: 'Run the checks again.',
    };
  return end.state === 'failed' ? await explained(end, sighting, { graces }, ports) : end;
}

/** The Job as it is, when it has ended: a pod may be over a moment before its Job says so. */
async function ended(
  job: KubernetesObject,
  namespace: string,
  ports: ChecksPorts,
): Promise<KubernetesObject | undefined> {
  const reference = referenceOf(job, namespace);
  const decide = ([now = []]: readonly (readonly KubernetesObject[])[]) =>
    now.length === 0 || now.some(hasEnded) || undefined;
  await watchUntil({ ...ports, selections: [reference], deadline: ports.clock.now() + SETTLES, decide });
  return await ports.cluster.get(reference);
}

const hasEnded = (job: KubernetesObject): boolean => hasCondition(job, 'Complete') || hasCondition(job, 'Failed');

async function remove(job: KubernetesObject, namespace: string, { cluster, log }: ChecksPorts): Promise<void> {
  try {
    await cluster.delete(seenOf(job, namespace));
    log.info(`${nameOf(job)} has not ended: it is deleted.`);
  } catch (error) {
    if (!isMoved(error)) throw error;
    log.warning(`${nameOf(job)} has not ended, and was changed when it was to be deleted: it ends by its deadline.`);
  }
}
