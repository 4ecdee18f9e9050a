import { counted } from '../../../domain/counted.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { finds, type Labels, leadsTo, selectorOf } from '../exposed-workload.ts';
import { isReadyPod, labelsAt } from '../object-parts.ts';
import { subjectOf } from '../subject.ts';
import { isWorkload, templateOf } from '../workload.ts';

/** Services that lead to ready pods now and, as the release has them, would lead to none: every request would fail, with every pod
 *  ready. Asked only about a Service that selects no pods of the release; a new one may wait for pods of another release, and one
 *  beside objects of other controllers for pods that these make. */
export async function cutOffServices(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly string[]> {
  if (objects.some((object) => subjectOf(object, namespace)?.kind === 'Custom')) return [];
  const templates: readonly Labels[] = objects.map((object) => templateOf(object)?.metadata?.labels ?? {});
  const strays = objects.filter(
    (object) =>
      object.apiVersion === 'v1' &&
      object.kind === 'Service' &&
      Object.keys(selectorOf(object)).length > 0 &&
      !templates.some((labels) => leadsTo(object, labels)),
  );
  // Pods that are there now and that this release replaces.
  const replaced = objects.filter(isWorkload).map(({ spec }) => matchLabels(spec['selector']));
  try {
    return (await Promise.all(strays.map((service) => cutOff(cluster, service, replaced, namespace)))).flat();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

const matchLabels = (selector: unknown): Labels => labelsAt(selector, 'matchLabels');

async function cutOff(
  cluster: Cluster,
  service: KubernetesObject,
  replaced: readonly Labels[],
  namespace: string,
): Promise<readonly string[]> {
  const live = await cluster.get(referenceOf(service, namespace));
  const before = live === undefined ? [] : await readyPods(cluster, selectorOf(live), namespace);
  if (before.length === 0) return [];
  const staying = (await readyPods(cluster, selectorOf(service), namespace)).filter(
    ({ metadata: { labels = {} } }) => !replaced.some((selector) => finds(selector, labels)),
  );
  if (staying.length > 0) return [];
  const labels = Object.entries(selectorOf(service)).map(([key, value]) => `${key}=${value}`);
  return [
    `${nameOf(service)} selects ${counted(before.length, 'pod')} now and would select none: no pod of this release, and none that stays in namespace "${namespace}", has the labels ${labels.join(',')}. Correct spec.selector of the Service, or the labels of the pods.`,
  ];
}

async function readyPods(cluster: Cluster, labels: Labels, namespace: string): Promise<readonly KubernetesObject[]> {
  if (Object.keys(labels).length === 0) return [];
  const { objects } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels });
  return objects.filter(isReadyPod);
}
