import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { leadsTo, selectorOf } from '../exposed-workload.ts';
import { isWorkload } from '../workload.ts';

/** Services that lead to pods now and, as the release has them, would lead to none: every request would fail, with every pod ready.
 *  Asked only about a Service that selects no pods of the release; a new one may wait for pods of another release. */
export async function cutOffServices(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly string[]> {
  const templates = objects.filter(isWorkload).map(({ spec }) => spec.template.metadata?.labels ?? {});
  const strays = objects.filter(
    (object) =>
      object.apiVersion === 'v1' &&
      object.kind === 'Service' &&
      Object.keys(selectorOf(object)).length > 0 &&
      !templates.some((labels) => leadsTo(object, labels)),
  );
  try {
    return (await Promise.all(strays.map((service) => cutOff(cluster, service, namespace)))).flat();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

async function cutOff(cluster: Cluster, service: KubernetesObject, namespace: string): Promise<readonly string[]> {
  const live = await cluster.get(referenceOf(service, namespace));
  const before = live === undefined ? 0 : await podsOf(cluster, live, namespace);
  if (before === 0 || (await podsOf(cluster, service, namespace)) > 0) return [];
  return [
    `${nameOf(service)} selects ${before} pod${before === 1 ? '' : 's'} now and would select none: no pod of this release or of namespace "${namespace}" has the labels ${labelsText(service)}. Correct spec.selector of the Service, or the labels of the pods.`,
  ];
}

async function podsOf(cluster: Cluster, service: KubernetesObject, namespace: string): Promise<number> {
  const labels = selectorOf(service);
  if (Object.keys(labels).length === 0) return 0;
  return (await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels })).objects.length;
}

const labelsText = (service: KubernetesObject): string =>
  Object.entries(selectorOf(service))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
