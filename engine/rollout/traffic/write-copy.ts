import { type KubernetesObject, referenceOf } from '../cluster.ts';
import { withMark } from '../state/annotations.ts';
import { markOf, type Undertaking } from '../undertaking.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { targetOf, writeWorkload } from '../write.ts';
import { scaleTo } from './traffic.ts';

/** Writes a Deployment beside the one of the manifests, with so many pods. @throws {NewerRun | Refusal | Unreachable} */
export async function writeCopy(
  wanted: KubernetesObject,
  before: KubernetesObject | undefined,
  pods: number,
  undertaking: Pick<Undertaking, 'request' | 'ports' | 'key'>,
): Promise<Target> {
  const { cluster, clock } = undertaking.ports;
  const { namespace, run } = undertaking.request;
  const at = clock.now();
  const marked = withMark(wanted, markOf(undertaking));
  const { object, serverTime } = await writeWorkload(cluster, marked, before, { namespace, run });
  const scaled = (await scaleTo(cluster, referenceOf(object, namespace), pods)) ?? object;
  return targetOf({ object: scaled, serverTime }, { before, namespace, at });
}
