import type { Delivery } from '../../domain/delivery.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import { type Service, tierFor } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Registry } from '../../engine/registry.ts';
import { fetchRelease } from '../../engine/release/fetch-release.ts';
import { type Cluster, nameOf } from '../../engine/rollout/cluster.ts';
import { type BootstrapDifference, bootstrapDifference } from '../../engine/rollout/difference/bootstrap-difference.ts';
import { dryCluster } from '../../engine/rollout/difference/dry-cluster.ts';
import {
  type ObjectDifference,
  type ServiceDifference,
  serviceDifference,
} from '../../engine/rollout/difference/service-difference.ts';
import { parseManifests } from '../../engine/rollout/manifests.ts';
import { learning, Secrecy } from '../../engine/rollout/report/secrecy.ts';
import { stateKey } from '../../engine/rollout/state/history.ts';
import { readRunning } from '../../engine/rollout/state/running-workload.ts';
import { withUnions } from '../../engine/rollout/unions/union-cluster.ts';
import { named } from './named.ts';
import { runningImage, tierBootstrapObjects, tierManifests } from './tier-manifests.ts';

/** What is compared: a release, or the repository as it stands. */
interface Compared {
  readonly delivery: Delivery;
  /** Of the repository. */
  readonly root: string;
  readonly tier: Tier;
  readonly services: readonly Service[];
  readonly release: DigestReference | undefined;
}

interface Outside {
  readonly cluster: Cluster;
  readonly hasNamespace: boolean;
  readonly registry: Pick<Registry, 'manifest' | 'blob'>;
}

export interface TierDifference {
  readonly tier: string;
  readonly namespace: string;
  readonly services: readonly (ServiceDifference & { readonly service: string; readonly release?: string })[];
  /** What no rollout may write. */
  readonly bootstrap: { readonly file: string; readonly objects: readonly BootstrapDifference[] };
}

/** What a rollout to a tier would change, service by service, and what its administrator would have to apply. Writes nothing.
 *  @throws {InvalidInput | Refusal | Unreachable | UnusableHistory} where it cannot be told */
export async function tierDifference(compared: Compared, { cluster, ...outside }: Outside): Promise<TierDifference> {
  const { delivery, tier } = compared;
  const dry = { cluster: dryCluster(withUnions(cluster)), ...outside };
  const { file, objects } = tierBootstrapObjects(delivery, tier);
  const bootstrap = await bootstrapDifference(dry.cluster, objects, tier.namespace);
  const wanted = await wantedOf(compared, outside.registry);
  return {
    tier: tier.name,
    namespace: tier.namespace,
    services: await Promise.all(wanted.map((each) => differenceOf(each, tier, dry))),
    bootstrap: { file, objects: bootstrap },
  };
}

type Live = Awaited<ReturnType<typeof readRunning>>['live'];

/** A service as it would be rolled out. */
interface Wanted {
  readonly service: Service;
  readonly release: DigestReference | undefined;
  /** Its manifests for the tier. */
  readonly textFor: (live: Live) => Promise<string>;
}

async function wantedOf(
  { delivery, root, tier, services, release }: Compared,
  registry: Outside['registry'],
): Promise<readonly Wanted[]> {
  if (release === undefined)
    return services.map((service) => ({
      service,
      release,
      textFor: (live) => tierManifests({ delivery, root, service, tier }, runningImage(service, live)),
    }));
  const { service, manifests } = await fetchRelease(registry, release, tier.name);
  return [{ service: named(services, service, 'release'), release, textFor: () => Promise.resolve(manifests) }];
}

async function differenceOf(
  { service: of, release, textFor }: Wanted,
  tier: Tier,
  { cluster, hasNamespace }: Pick<Outside, 'cluster' | 'hasNamespace'>,
): Promise<TierDifference['services'][number]> {
  const service = of.name;
  const { name, namespace, rollout, prune = false, takeOver = [] } = tierFor(of, tier);
  const { history, live } = await readRunning(cluster, { service, namespace });
  const text = await textFor(live);
  const manifests = parseManifests(text, namespace);
  const what = { service, ...(release === undefined ? {} : { release: formatDigestReference(release) }) };
  if (!hasNamespace)
    return { ...what, objects: manifests.objects.map((each) => ({ kind: 'created', name: nameOf(each) })), notes: [] };
  const secrecy = new Secrecy(text, [service, name, namespace]);
  for (const object of history.flatMap(({ objects }) => objects)) secrecy.learn(object);
  const key = stateKey(release, manifests.objects);
  const planned = { service, namespace, manifests, strategy: rollout, takeOver, prune, history, key };
  const { objects, notes } = await serviceDifference(learning(cluster, secrecy), planned);
  return { ...what, objects: objects.map((each) => withoutSecrets(each, secrecy)), notes: secrecy.masked(notes) };
}

/** Names and codes are no secrets, whatever a Secret holds. */
function withoutSecrets(difference: ObjectDifference, secrecy: Secrecy): ObjectDifference {
  switch (difference.kind) {
    case 'changed':
      return { ...difference, fields: secrecy.masked(difference.fields) };
    case 'refused':
      return { ...difference, sentences: secrecy.masked(difference.sentences) };
    default:
      return difference;
  }
}
