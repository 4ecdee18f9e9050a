import { type Cluster, type KubernetesObject, nameOf, referenceOf } from '../cluster.ts';
import { COLOUR, HASH } from '../copy-labels.ts';
import { selectorOf } from '../exposed-workload.ts';

/** Services that blue-green leads by labels that the manifests do not know: another strategy would replace pods that get no traffic,
 *  and call that complete. Says what to do; empty when there are none. */
export async function ledByColour(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly string[]> {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const found = await Promise.all(services.map((service) => cluster.get(referenceOf(service, namespace))));
  return services.flatMap((service, index) => {
    const wanted = selectorOf(service);
    const keys = [COLOUR, HASH].filter((key) => key in selectorOf(found[index]) && !(key in wanted));
    if (keys.length === 0) return [];
    const remove = JSON.stringify({ spec: { selector: Object.fromEntries(keys.map((key) => [key, null])) } });
    return [
      `${nameOf(service)} leads to one copy of blue-green (${keys.join(', ')}), so pods of another strategy would get no traffic. Use blue-green, or, once Deployment and Service of the manifests fit each other, take the label away: kubectl patch service ${service.metadata.name} -n ${namespace} --type merge -p '${remove}'`,
    ];
  });
}
