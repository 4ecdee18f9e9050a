import { containersOf, isDown, lastEnd, type PodContainer } from '../../../domain/verdict/containers.ts';
import type { Pod } from '../../../domain/verdict/kubernetes.ts';
import type { Failed } from '../../../domain/verdict/verdict.ts';
import { type Clock, within } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { shortened } from './shortened.ts';

/** What one run of a container wrote last. */
export interface LogExcerpt {
  readonly pod: string;
  readonly container: string;
  readonly run: 'current' | 'previous';
  readonly lines: readonly string[];
}

const PODS = 5;
const LINES = 20;
/** Characters of one of them. */
const LINE = 2_000;
/** Bytes of all excerpts together; the runs share them evenly. */
const BYTES = 64 * 1024;
/** The rollback waits for the logs, because it deletes the pods; no longer than this. */
const WITHIN = 2_000;

/** The last lines of what failed, its current and its previous run, one pod for each distinct failure. What cannot be read in
 *  time is left out. Texts are raw. */
export async function readLogs(
  pods: readonly Pod[],
  verdict: Failed,
  namespace: string,
  { cluster, clock }: { readonly cluster: Pick<Cluster, 'logs'>; readonly clock: Clock },
): Promise<readonly LogExcerpt[]> {
  const queries = distinctFailures(pods, verdict).flatMap(({ pod, spec, status }) =>
    [false, ...(status.restartCount > 0 ? [true] : [])].map((previous) => ({
      namespace,
      pod: pod.metadata.name,
      container: spec.name,
      previous,
      lines: LINES,
    })),
  );
  const read = queries.map(async (query): Promise<LogExcerpt> => {
    const text = await within(
      cluster.logs(query).catch(() => undefined),
      WITHIN,
      clock,
      undefined,
    );
    const { pod, container, previous } = query;
    const lines = (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
    const last = lines.slice(-LINES).map((line) => shortened(line, LINE));
    return { pod, container, run: previous ? 'previous' : 'current', lines: last };
  });
  return limited(withoutRepeats(await Promise.all(read)));
}

/** One container for each way of ending: ten pods that crash alike have one story. */
function distinctFailures(pods: readonly Pod[], verdict: Failed): readonly PodContainer[] {
  const seen = new Set<string>();
  return pods
    .filter(({ metadata }) => verdict.pods.length === 0 || verdict.pods.includes(metadata.name))
    .flatMap(containersOf)
    .filter((container) => isDown(container) || container.status.state?.running !== undefined)
    .filter(({ status, role }) => !status.ready && !(role === 'init' && status.state?.terminated?.exitCode === 0))
    .filter((container) => {
      const end = lastEnd(container);
      const story = `${container.spec.name}/${end?.exitCode}/${end?.reason}`;
      return !seen.has(story) && seen.add(story);
    })
    .slice(0, PODS);
}

/** While a container waits for its restart, the kubelet gives one and the same log for both runs. */
const withoutRepeats = (excerpts: readonly LogExcerpt[]): readonly LogExcerpt[] =>
  excerpts.filter(
    ({ lines, run, pod, container }) =>
      lines.length > 0 &&
      !(
        run === 'previous' &&
        excerpts.some(
          (other) =>
            other.run === 'current' &&
            other.pod === pod &&
            other.container === container &&
            other.lines.join('\n') === lines.join('\n'),
        )
      ),
  );

/** The newest lines that fit; one that is too long for all of the room keeps its end: what is said last is said there. */
export function limited(excerpts: readonly LogExcerpt[], bytes = BYTES): readonly LogExcerpt[] {
  const share = Math.floor(bytes / Math.max(1, excerpts.length));
  return excerpts.map((excerpt) => {
    const kept: string[] = [];
    let left = share;
    for (const line of excerpt.lines.toReversed()) {
      const size = Buffer.byteLength(line) + 1;
      if (size > left && kept.length > 0) break;
      kept.unshift(
        size > left
          ? Buffer.from(line)
              .subarray(-left)
              .toString()
              .replace(/^\ufffd+/, '')
          : line,
      );
      left -= size;
    }
    return { ...excerpt, lines: kept };
  });
}
