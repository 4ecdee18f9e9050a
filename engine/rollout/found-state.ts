import { canonical } from '../../domain/verdict/same-template.ts';
import { type Cluster, type KubernetesObject, referenceOf } from './cluster.ts';
import type { Live } from './live/live.ts';
import { isRolledOut } from './rolled-out.ts';
import { stateOf } from './state/annotations.ts';
import { type History, type HistoryEntry, stateKey } from './state/history.ts';
import { subjectOf } from './subject.ts';
import { isCronJob } from './workload.ts';

interface Running {
  /** Of the state to come: those that are there as well are looked for. */
  readonly objects: readonly KubernetesObject[];
  readonly live: Live;
  readonly history: History;
  readonly namespace: string;
  /** Now. */
  readonly at: string;
}

/** The healthy state that runs now and that the history does not know: written by kubectl, helm or a person before Sluice
 *  came. It is read back from the cluster, so that there is something to return to. */
export async function foundState(
  cluster: Cluster,
  { objects, live, history, namespace, at }: Running,
): Promise<HistoryEntry | undefined> {
  const workloads = [...live.values()];
  const known = (object: KubernetesObject) => history.some(({ key }) => key === stateOf(object));
  if (workloads.length === 0 || workloads.some(known) || !workloads.every(isHealthy)) return undefined;
  // A run that died has taken it down already, before it wrote what stands beside the workloads.
  const taken = foundBefore(history, workloads, namespace);
  if (taken !== undefined) return { ...taken, at };
  const running = await Promise.all(objects.map((object) => cluster.get(referenceOf(object, namespace))));
  const kept = running.flatMap((object) => (object === undefined ? [] : [asWritten(object, namespace)]));
  return { key: stateKey(undefined, kept), state: 'found', release: undefined, commit: undefined, at, objects: kept };
}

function foundBefore(
  history: History,
  workloads: readonly KubernetesObject[],
  namespace: string,
): HistoryEntry | undefined {
  if (!history.some(({ state }) => state === 'pending')) return undefined;
  const now = workloads.map((object) => canonical(asWritten(object, namespace)));
  return history.find(({ state, objects }) => {
    const then = new Set(objects.map(canonical));
    return state === 'found' && now.every((text) => then.has(text));
  });
}

function isHealthy(object: KubernetesObject): boolean {
  if (isCronJob(object)) return true;
  const subject = subjectOf(object, object.metadata.namespace ?? '');
  return subject !== undefined && isRolledOut(object, subject);
}

/** Annotations that controllers and clients keep for themselves. */
const OWN = /^(deployment\.kubernetes\.io\/|kubectl\.kubernetes\.io\/|sluice\.dev\/|deprecated\.daemonset\.)/;

/** As somebody would have written it: without what only a server fills. */
function asWritten(object: KubernetesObject, namespace: string): KubernetesObject {
  const { status: _, metadata, ...rest }: KubernetesObject & { readonly status?: unknown } = object;
  const annotations = Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !OWN.test(key)));
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name: metadata.name,
      namespace,
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}
