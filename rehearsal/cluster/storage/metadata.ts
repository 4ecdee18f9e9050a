import { randomBytes, randomUUID } from 'node:crypto';
import type { KubernetesObject, ObjectMeta } from '../kubernetes-object.ts';
import type { WriteOptions } from './cluster-store.ts';
import { sameJson } from './frozen.ts';
import type { ResourceType } from './resource-type.ts';

/** Where names, uids and times come from; a seeded one makes two rehearsals equal. */
export interface IdentitySource {
  /** `now` in whole seconds, as RFC 3339 in UTC. */
  timestamp(): string;
  uid(): string;
  /** Five characters of Kubernetes' name alphabet (no vowels, no look-alikes). */
  suffix(): string;
}

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

export const createIdentitySource = (now: () => number): IdentitySource => ({
  timestamp: () => `${new Date(now()).toISOString().slice(0, 19)}Z`,
  uid: () => randomUUID(),
  suffix: () => Array.from(randomBytes(5), (byte) => ALPHABET[byte % ALPHABET.length]).join(''),
});

/** Metadata of a new object: the fields a client cannot set are set here, whatever it sent. */
export const metadataOnCreate = (sent: ObjectMeta, type: ResourceType, identity: IdentitySource): ObjectMeta => {
  const {
    resourceVersion: _version,
    deletionTimestamp: _deletion,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    ...kept
  } = sent;
  const name =
    sent.name || (sent.generateName === undefined ? '' : `${sent.generateName.slice(0, 58)}${identity.suffix()}`);
  return {
    ...kept,
    name,
    uid: identity.uid(),
    creationTimestamp: identity.timestamp(),
    ...(type.hasGeneration ? { generation: 1 } : {}),
  };
};

/** Metadata of a changed object: system fields stay, `generation` counts changes of the specification, and of a Deployment's
 *  annotations too (kubernetes/pkg/registry/apps/deployment/strategy.go), unless the status was written.
 *  https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#metadata */
export const metadataOnUpdate = (
  sent: KubernetesObject,
  live: KubernetesObject,
  type: ResourceType,
  subresource: WriteOptions['subresource'],
): KubernetesObject['metadata'] => {
  const { resourceVersion: _version, generation: _generation, ...kept } = sent.metadata;
  const system = live.metadata;
  const generation = system.generation;
  const annotated = type.kind === 'Deployment' && !sameJson(sent.metadata.annotations, live.metadata.annotations);
  const changed = subresource !== 'status' && (annotated || !sameJson(specificationOf(sent), specificationOf(live)));
  return {
    ...kept,
    ...(system.uid === undefined ? {} : { uid: system.uid }),
    ...(system.creationTimestamp === undefined ? {} : { creationTimestamp: system.creationTimestamp }),
    ...(system.generateName === undefined ? {} : { generateName: system.generateName }),
    ...(system.deletionTimestamp === undefined ? {} : { deletionTimestamp: system.deletionTimestamp }),
    ...(system.deletionGracePeriodSeconds === undefined
      ? {}
      : { deletionGracePeriodSeconds: system.deletionGracePeriodSeconds }),
    ...(generation === undefined ? {} : { generation: type.hasGeneration && changed ? generation + 1 : generation }),
  };
};

const specificationOf = ({ metadata: _metadata, status: _status, ...specification }: KubernetesObject): unknown =>
  specification;
