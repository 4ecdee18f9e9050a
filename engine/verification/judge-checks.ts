import { type KubernetesObject, nameOf } from '../rollout/cluster.ts';
import { hasCondition, numberAt, partAt, recordsAt, textAt, textsAt } from '../rollout/object-parts.ts';
import { RELEASE, runOf } from '../rollout/state/annotations.ts';

/** What the Job of the checks tells of them. `unknown`: neither that they passed nor that they failed. */
export interface ChecksWord {
  readonly kind: 'passed' | 'failed' | 'unknown';
  readonly sentence: string;
}

/** Says what a Job has shown, if it is the one that this run has made of this release: what has another name, is of another run or runs something
 *  else is somebody else's, and proves nothing.
 *  @param found as the cluster has it @param wanted as this run makes it */
export function judgeChecks(
  found: KubernetesObject | undefined,
  wanted: KubernetesObject,
  namespace: string,
): ChecksWord {
  const job = `${nameOf(wanted)} in namespace "${namespace}"`;
  const look = `Look at it with "kubectl describe job/${wanted.metadata.name} -n ${namespace}"`;
  if (found === undefined)
    return unknown(`${job} is not there, so nobody knows what the checks have shown. Run the job of the checks again.`);
  const foreign = whyForeign(found, wanted);
  if (foreign !== undefined)
    return unknown(
      `${job} ${foreign}, so it says nothing of this run. Find out who wrote it, and run the checks again.`,
    );
  if (hasCondition(found, 'Complete')) {
    return (numberAt(found, 'status', 'succeeded') ?? 0) >= 1
      ? { kind: 'passed', sentence: `The checks passed in ${job}.` }
      : unknown(`${job} is called complete, and no pod of it has ended well. ${look}, and run the checks again.`);
  }
  if (hasCondition(found, 'Failed')) return whyFailed(found, job, look);
  if (found.metadata['deletionTimestamp'] !== undefined)
    return unknown(`${job} was deleted before it had ended. Run the checks again.`);
  if (partAt(found, 'spec', 'suspend') === true)
    return unknown(
      `${job} is suspended, so it has not ended: somebody holds it, or a queue of the cluster. Resume it or take the namespace out of the queue, then run the checks again.`,
    );
  return unknown(`${job} has not ended. ${look}, and run the checks again.`);
}

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup */
function whyFailed(found: KubernetesObject, job: string, look: string): ChecksWord {
  const [condition] = recordsAt(found, 'status', 'conditions').filter((each) => each['type'] === 'Failed');
  const reason = textAt(condition, 'reason') ?? 'no reason';
  switch (reason) {
    case 'BackoffLimitExceeded':
      return { kind: 'failed', sentence: `The checks failed in ${job}. What they wrote is in the log of their job.` };
    case 'DeadlineExceeded':
      return unknown(
        `${job} did not end within ${numberAt(found, 'spec', 'activeDeadlineSeconds')} s: its pod may never have started, or the checks hang. ${look}; a longer time is \`deadline\` of \`verify\`.`,
      );
    default:
      return unknown(
        `${job} ended with "${reason}", which says nothing of the checks. ${look}, and run the checks again.`,
      );
  }
}

function whyForeign(found: KubernetesObject, wanted: KubernetesObject): string | undefined {
  const [run, own] = [runOf(found), runOf(wanted)];
  if (run === undefined || own === undefined || run.id !== own.id || run.attempt !== own.attempt)
    return `is of ${run === undefined ? 'nobody knows which run' : `attempt ${run.attempt} of run ${run.id}`}`;
  const [release, ownRelease] = [found, wanted].map(({ metadata }) => metadata.annotations?.[RELEASE]);
  if (release === undefined || release !== ownRelease) return `is of the release ${release ?? 'that nobody knows'}`;
  const running = containersOf(found);
  const other = containersOf(wanted).find((each) => !running.includes(each));
  return other === undefined ? undefined : `does not run what the release says, which is ${other}`;
}

/** What each container runs. A cluster may add containers of its own, and fields with what it takes for usual. */
const containersOf = (job: KubernetesObject): readonly string[] =>
  recordsAt(job, 'spec', 'template', 'spec', 'containers').map((container) =>
    [
      textAt(container, 'name'),
      textAt(container, 'image'),
      ...textsAt(container, 'command'),
      ...textsAt(container, 'args'),
    ]
      .map((word) => JSON.stringify(word ?? ''))
      .join(' '),
  );

const unknown = (sentence: string): ChecksWord => ({ kind: 'unknown', sentence });
