import { type KubernetesObject, Unreachable } from '../../engine/rollout/cluster.ts';
import { recordAt, recordsAt, textAt } from '../../engine/rollout/object-parts.ts';

/** What a server answers, before anybody relies on it. Items of a list do not say their kind: whoever asked for them knows it. */
export const isAnswer = (value: unknown): value is KubernetesObject => recordAt(value, 'metadata') !== undefined;

/** @param server for the sentence. @throws {Unreachable} where something else answers */
export function objectIn(value: unknown, server: string): KubernetesObject {
  if (!isAnswer(value)) throw new Unreachable(`${server} answered something that is no object of Kubernetes.`);
  return value;
}

/** A part of a list, and where the next one begins. */
export interface Page {
  readonly metadata: { readonly resourceVersion: string; readonly continue: string };
  readonly items: readonly KubernetesObject[];
}

export const pageIn = (value: unknown): Page => ({
  metadata: {
    resourceVersion: textAt(value, 'metadata', 'resourceVersion') ?? '',
    continue: textAt(value, 'metadata', 'continue') ?? '',
  },
  items: recordsAt(value, 'items').filter(isAnswer),
});
