import { within } from '../rollout/clock.ts';
import type { KubernetesObject } from '../rollout/cluster.ts';
import { recordsAt, textAt } from '../rollout/object-parts.ts';
import { limited } from '../rollout/report/log-excerpt.ts';
import { shortened } from '../rollout/report/shortened.ts';
import type { RolloutPorts } from '../rollout/request.ts';

const LINES = 400;
/** Characters of one of them. */
const LINE = 2_000;
/** Nobody waits longer for what is only shown. */
const WITHIN = 5_000;

/** What the pods of a Job have written last, as they wrote it: whoever prints it masks it. What cannot be read is left out. */
export async function printedBy(
  job: KubernetesObject,
  namespace: string,
  { cluster, clock }: Pick<RolloutPorts, 'cluster' | 'clock'>,
): Promise<readonly string[]> {
  const labels = { 'batch.kubernetes.io/job-name': job.metadata.name };
  const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels });
  const own = recordsAt(job, 'spec', 'template', 'spec', 'containers').flatMap((each) => textAt(each, 'name') ?? []);
  const read = objects.flatMap(({ metadata: { name: pod } }) =>
    own.map(async (container) => {
      const query = { namespace, pod, container, previous: false, lines: LINES };
      const text = await within(
        cluster.logs(query).catch(() => undefined),
        WITHIN,
        clock,
        undefined,
      );
      const lines = (text ?? '').split(/\r?\n/).map((line) => shortened(line, LINE));
      return { pod, container, run: 'current' as const, lines: lines.slice(-LINES) };
    }),
  );
  return limited(await Promise.all(read))
    .flatMap(({ lines }) => lines)
    .filter((line, index, all) => line !== '' || index < all.length - 1);
}
