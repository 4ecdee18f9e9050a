import type { ActionsSource } from './actions-source.ts';
import type { Backup } from './backup.ts';
import type { GkeCluster } from './cluster.ts';
import { checkDelivery } from './delivery-rules.ts';
import type { Edge } from './edge/edge.ts';
import type { EvidenceHome } from './evidence-home.ts';
import type { ExternalSecrets } from './external-secrets.ts';
import type { ActionsLock } from './locked-action.ts';
import type { Manifests } from './manifests/manifest-sources.ts';
import { kustomizeTree } from './manifests/words.ts';
import { missingPaths } from './missing-paths.ts';
import type { Observability } from './observability/observability.ts';
import { InvalidInput, type Problem } from './problem.ts';
import type { ArtifactRegistry } from './registry.ts';
import type { GitHubRepository } from './repository.ts';
import { lotProblems } from './rules/order-rules.ts';
import type { Service } from './service.ts';
import { isRecord } from './shape/shape.ts';
import type { Tier } from './tier.ts';
import type { NamesTiers } from './tier-names.ts';

/** Everything Sluice generates from: services, the tiers they pass, and where images and workloads live. */
export interface Delivery {
  /** Folder that the paths of services, tests and manifests are meant from, itself seen from the root of the git repository that the
   *  config is in; '' (the default) is that root. Workflows and the setup are written at the root in any case. */
  readonly root: string;
  /** Where it stands on GitHub; identities are bound to its numbers. Wanted by `sluice setup`. */
  readonly repository?: GitHubRepository;
  readonly registry: ArtifactRegistry;
  readonly cluster: GkeCluster;
  readonly services: readonly Service[];
  /** In the order of promotion. */
  readonly tiers: readonly Tier[];
  /** Where manifests come from; a tree that Sluice generates where it is left out. */
  readonly manifests: Manifests;
  readonly actionsFrom: ActionsSource;
  /** Actions of others that the catalogue does not have, or has at another commit: `sluice.lock.json`, which `sluice actions` writes. */
  readonly lock?: ActionsLock;
  /** Where tiers say what they have proven; 'registry' where it is left out. 'cluster' is for a registry whose rights cannot be given
   *  by repository, and for whoever wants no more repositories. 'signed' is the registry, where a yes counts only if GitHub has signed it. */
  readonly evidence?: EvidenceHome;
  /** How users reach services that have `routes`, in every tier whose `allow` lets somebody in; left out, what leads to them is somebody
   *  else's. */
  readonly edge?: Edge;
  /** How the data of protected tiers is kept; nothing is backed up where it is left out. */
  readonly backup?: Backup;
  /** Where the Secrets come from that services name; an administrator creates them where it is left out. */
  readonly secretsFrom?: ExternalSecrets;
  /** What the names of generated workflow files begin with, as `sluice-` for `sluice-test.yml`: where a repository has a `test.yml` of its
   *  own. Identities of the setup are bound to these names. */
  readonly workflowPrefix?: string;
  /** Folder below `root` that manifests are written into; `k8s` where it is left out. Another one where a repository has a `k8s` of its own. */
  readonly manifestsFolder?: string;
  /** How it is watched: alerts, runbooks and dashboards. Nothing of that where it is left out. */
  readonly observability?: Observability;
}

/** What one says of a delivery; the rest has defaults. */
export type DeliveryOptions = Omit<Delivery, Defaulted> & Partial<Pick<Delivery, Defaulted>>;

const DEFAULTS = { root: '', manifests: kustomizeTree(), actionsFrom: 'vendored' } as const;
type Defaulted = keyof typeof DEFAULTS;

/** Tiers that services name are compared with those of the delivery when it is compiled, and again by its rules.
 *  @throws {InvalidDelivery} that names every field that is wrong, so that nothing is written from half a delivery. */
export function delivery<const Name extends string>(
  options: Omit<DeliveryOptions, 'services' | 'tiers'> & {
    readonly services: readonly (Service & NamesTiers<NoInfer<Name>>)[];
    readonly tiers: readonly (Tier & { readonly name: Name })[];
  },
): Delivery {
  const record = isRecord(options) ? { ...DEFAULTS, ...options } : options;
  const found = checkDelivery(record);
  const problems = found.length === 0 ? lotProblems(record) : found;
  if (problems.length > 0) throw new InvalidDelivery(problems, record);
  return record;
}

/** A delivery that cannot be used. Who knows the repository may add what is missing there, so that everything is said at once. */
export class InvalidDelivery extends InvalidInput {
  readonly record: Delivery;
  constructor(problems: readonly Problem[], record: Delivery) {
    super('The delivery', problems);
    this.record = record;
  }

  with(exists: (path: string) => boolean): InvalidDelivery {
    return new InvalidDelivery([...this.problems, ...missingPaths(this.record, exists)], this.record);
  }
}

/** The tier that a release must have passed before this one; `undefined` for a tier that takes builds directly. */
export const tierBefore = ({ tiers }: Delivery, tier: Tier): Tier | undefined =>
  tiers.find(({ name }) => name === tier.after);
