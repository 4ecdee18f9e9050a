import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';

/** A Kubernetes object as it is written to a file. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** One of a kind that no types of Kubernetes know: its definition is of somebody else. */
export interface CustomObject extends ManifestObject {
  readonly spec: object;
}

/** Selectors may never change, so they hold the name alone.
 *  @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const selectorLabels = (service: string): Record<string, string> => ({ 'app.kubernetes.io/name': service });

export const commonLabels = (service: string): Record<string, string> => ({
  ...selectorLabels(service),
  'app.kubernetes.io/managed-by': 'sluice',
});
