import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { record, sameJson } from '../../storage/frozen.ts';
import { ownerReference } from '../claims.ts';
import { templateHash } from '../deployment/template-hash.ts';
import type { Regarding } from '../event-recorder.ts';
import type { ControllerRevision } from '../resource.ts';

/** A set whose templates are kept as revisions. */
export interface Versioned {
  readonly metadata: Regarding['metadata'] & { readonly annotations?: Record<string, string> };
  readonly spec: { readonly template: PodTemplateSpec };
}

/** The template as a strategic merge patch that brings it back: `kubectl rollout undo` sends it as it is. */
export const patchOf = (template: unknown): object => ({
  spec: { template: { ...record(template), $patch: 'replace' } },
});

/** The template that a revision keeps. */
export const templateOf = ({ data }: Pick<ControllerRevision, 'data'>): PodTemplateSpec => {
  const { $patch: _directive, ...template } = record(record(record(data)['spec'])['template']);
  return template as PodTemplateSpec;
};

export const keepsTemplate = (revision: ControllerRevision, template: unknown): boolean =>
  sameJson(revision.data, patchOf(template));

/** Lowest number first; of equal ones the older. kubernetes/pkg/controller/history/controller_history.go */
export const inOrder = (revisions: readonly ControllerRevision[]): readonly ControllerRevision[] => {
  const text = ({ metadata }: ControllerRevision): string => `${metadata.creationTimestamp} ${metadata.name}`;
  return [...revisions].sort((a, b) => a.revision - b.revision || (text(a) < text(b) ? -1 : 1));
};

export const highest = (revisions: readonly ControllerRevision[]): number =>
  Math.max(0, ...revisions.map(({ revision }) => revision));

/** The name that ends in the hash of what it keeps. @param collisions how often another template had the same hash */
export const hashOf = (template: unknown, collisions: number): string => templateHash(patchOf(template), collisions);

/** @param hashLabel the label that tells the hash */
export const newRevision = (
  about: Regarding,
  { metadata, spec }: Versioned,
  { number, hash, hashLabel }: { readonly number: number; readonly hash: string; readonly hashLabel: string },
): ControllerRevision => ({
  apiVersion: 'apps/v1',
  kind: 'ControllerRevision',
  metadata: {
    name: `${metadata.name.slice(0, 223)}-${hash}`,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    labels: { ...spec.template.metadata?.labels, [hashLabel]: hash },
    ...(metadata.annotations === undefined ? {} : { annotations: metadata.annotations }),
    ownerReferences: [ownerReference(about.apiVersion, about.kind, metadata)],
  },
  data: patchOf(spec.template),
  revision: number,
});
