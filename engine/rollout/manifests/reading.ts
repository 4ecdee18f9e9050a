import type { DigestReference } from '../../../domain/image.ts';
import type { Resource } from '../cluster.ts';

/** What becomes of objects that belong to the whole cluster. */
export const CLUSTER_SCOPED_CHOICES = ['refuse', 'apply', 'leave-out'] as const;
export type ClusterScopedChoice = (typeof CLUSTER_SCOPED_CHOICES)[number];

/** What becomes of objects of other namespaces. */
export const OTHER_NAMESPACES_CHOICES = ['refuse', 'leave-out'] as const;
export type OtherNamespacesChoice = (typeof OTHER_NAMESPACES_CHOICES)[number];

/** What a registry says of an image by tag: the bytes that it names now, or why nobody knows. */
export type ResolvedImage =
  | { readonly kind: 'resolved'; readonly reference: DigestReference }
  | { readonly kind: 'unresolved'; readonly sentence: string };

/** How manifests are read that were not formed into a release: as people have them. */
export interface Reading {
  readonly clusterScoped: ClusterScopedChoice;
  readonly otherNamespaces: OtherNamespacesChoice;
  /** Of kinds that Kubernetes does not bring itself, by `apiVersion/kind`; `none` where the cluster knows no such kind. */
  readonly scopes: ReadonlyMap<string, Resource['scope'] | 'none'>;
  /** By the name that the manifests use; `undefined`: images have to be named by digest. */
  readonly images: ReadonlyMap<string, ResolvedImage> | undefined;
}

/** A kind as scopes are known by. */
export const kindKey = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string =>
  `${apiVersion}/${kind}`;
