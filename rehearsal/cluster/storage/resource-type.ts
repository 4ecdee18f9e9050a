import type { ResourceKey } from '../object-store.ts';

/** What becomes of a kind here.
 *  - `served`: stored, and something in the rehearsal acts on it;
 *  - `inert`: stored and returned, nothing acts on it, which is what a cluster without its optional controller does too;
 *  - `review`: only `create`, answered at once and never stored. */
export type Support = 'served' | 'inert' | 'review';

/** One collection of the API: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris */
export interface ResourceType extends ResourceKey {
  readonly version: string;
  readonly kind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly hasStatus: boolean;
  readonly hasScale: boolean;
  /** Whether `metadata.generation` counts the changes of everything but metadata and status. */
  readonly hasGeneration: boolean;
  readonly support: Support;
}

/** Groups whose kinds a definition brings: no Go type, no protobuf and no merge keys of Kubernetes' own know them. */
const CUSTOM_GROUPS: ReadonlySet<string> = new Set([
  'cert-manager.io',
  'external-secrets.io',
  'gateway.networking.k8s.io',
  'networking.gke.io',
]);

export const isCustom = (group: string): boolean => CUSTOM_GROUPS.has(group);

/** `apps/v1`, or `v1` for the core group. */
export const groupVersion = (type: Pick<ResourceType, 'group' | 'version'>): string =>
  type.group === '' ? type.version : `${type.group}/${type.version}`;

/** `deployments.apps`, or `pods` for the core group, as error texts name a collection. */
export const qualifiedResource = (key: ResourceKey): string =>
  key.group === '' ? key.resource : `${key.resource}.${key.group}`;

/** `Deployment.apps`, or `Pod` for the core group, as validation errors name a kind. */
export const qualifiedKind = (type: Pick<ResourceType, 'group' | 'kind'>): string =>
  type.group === '' ? type.kind : `${type.kind}.${type.group}`;
