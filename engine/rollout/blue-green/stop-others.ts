import type { Exposed } from '../exposed-workload.ts';
import { colouredCopy } from '../traffic/copy.ts';
import { deploymentNamed, scaleTo, type TrafficSituation } from '../traffic/traffic.ts';
import type { Undertaking } from '../undertaking.ts';

type Copies = Pick<TrafficSituation, 'from' | 'target' | 'deployments'>;

/** Takes the pods from every copy but the target: the one that had the traffic, what a dead run has begun, and a copy that only a Service
 *  knew of which somebody has removed since. A Deployment from before that no Service leads to is not ours to stop. */
export async function stopOthers(
  { from, target, deployments }: Copies,
  exposed: Exposed,
  { request: { namespace }, ports: { cluster } }: Pick<Undertaking, 'request' | 'ports'>,
): Promise<void> {
  const copies = (['blue', 'green'] as const).map((colour) => colouredCopy(exposed, colour).workload);
  for (const workload of new Set([...(from === undefined ? [] : [from.workload]), ...copies]))
    if (workload !== target.workload && deployments.has(workload))
      await scaleTo(cluster, deploymentNamed(workload, namespace), 0);
}
