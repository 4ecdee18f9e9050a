import { assertNever } from '../../../domain/brand.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import { type Cluster, type KubernetesObject, referenceOf } from '../cluster.ts';
import { exposedWorkload, selectorOf } from '../exposed-workload.ts';
import type { Manifests } from '../manifests.ts';
import {
  besideDeployment,
  colouredCopy,
  colouredDeployment,
  followerOf,
  liveCopy,
  serviceLeadingTo,
} from '../traffic/copy.ts';
import { deploymentNamed } from '../traffic/traffic.ts';

/** The objects of a release, under the names under which what runs of them is compared. Of a blue-green service it is the copy that has the
 *  traffic: that the next one gets another colour, and the traffic with it, is the strategy's and no change of the release.
 *  @throws {InvalidInput} when the strategy cannot carry them */
export async function comparedObjects(
  cluster: Pick<Cluster, 'get'>,
  manifests: Manifests,
  strategy: Strategy,
  namespace: string,
): Promise<readonly KubernetesObject[]> {
  switch (strategy.kind) {
    case 'rolling':
    case 'canary':
      return manifests.objects;
    case 'blueGreen':
      return await ofLiveColour(cluster, manifests, namespace);
    default:
      return assertNever(strategy);
  }
}

async function ofLiveColour(
  cluster: Pick<Cluster, 'get'>,
  manifests: Manifests,
  namespace: string,
): Promise<readonly KubernetesObject[]> {
  const exposed = exposedWorkload(manifests, 'Blue-green');
  const { deployment, service, others, followers } = exposed;
  const [leading, original] = await Promise.all([
    cluster.get(referenceOf(service, namespace)),
    cluster.get(deploymentNamed(deployment.metadata.name, namespace)),
  ]);
  const live = liveCopy(exposed, leading, original);
  const copy = live ?? colouredCopy(exposed, 'blue');
  return [
    ...others,
    leading === undefined ? service : serviceLeadingTo(exposed, { selector: selectorOf(leading) }),
    copy.colour === undefined ? besideDeployment(deployment, copy.workload, {}) : colouredDeployment(exposed, copy),
    ...followers.map((follower) => followerOf(exposed, follower, copy)),
  ];
}
