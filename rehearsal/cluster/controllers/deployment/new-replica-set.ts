import { StatusError } from '../../object-store.ts';
import { sameJson } from '../../storage/frozen.ts';
import { ownerReference } from '../claims.ts';
import { withCondition } from '../conditions.ts';
import type { Deployment, ReplicaSet } from '../resource.ts';
import { newReplicaSetAnnotations, REVISION, replicasAnnotations, revisionOf } from './annotations.ts';
import type { DeploymentWrites } from './deployment-writes.ts';
import { fencepostsOf } from './fenceposts.ts';
import { deadlineOf, progressing } from './progress.ts';
import { type ReplicaSets, replicasOf, sameTemplate, total } from './replica-sets.ts';
import { completeStatus, progressingOf } from './status.ts';
import { HASH_LABEL, templateHash } from './template-hash.ts';

/** A Deployment and its ReplicaSets after a step. */
export interface Observed {
  readonly deployment: Deployment;
  readonly sets: ReplicaSets;
}

/** Brings the revision numbers up to date: the new ReplicaSet has one above all old, also when it is an old one taken up again,
 *  and the Deployment shows it. Creates the ReplicaSet of a new template when `create` says so. */
export const syncRevision = (writes: DeploymentWrites, { deployment, sets }: Observed, create: boolean): Observed => {
  const revision = 1 + Math.max(0, ...sets.old.map(revisionOf));
  if (sets.current !== undefined) return noteCurrent(writes, deployment, sets, sets.current, revision);
  return create ? createCurrent(writes, deployment, sets, revision) : { deployment, sets };
};

const noteCurrent = (
  writes: DeploymentWrites,
  deployment: Deployment,
  sets: ReplicaSets,
  current: ReplicaSet,
  revision: number,
): Observed => {
  const annotations = newReplicaSetAnnotations(deployment, current.metadata.annotations ?? {}, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (!sameJson(annotations, current.metadata.annotations) || (current.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _before, ...others } = current.spec;
    const updated = writes.replicaSets.update({
      ...current,
      metadata: { ...current.metadata, annotations },
      spec: minReadySeconds === 0 ? others : { ...others, minReadySeconds },
    });
    return { deployment, sets: { ...sets, current: updated } };
  }
  const revised = writes.revision(deployment, current.metadata.annotations?.[REVISION]);
  const status = completeStatus(revised);
  if (deadlineOf(deployment) === undefined || progressingOf(status) !== undefined) return { deployment: revised, sets };
  const message = `Found new replica set "${current.metadata.name}"`;
  const found = progressing('True', 'FoundNewReplicaSet', message, writes.now());
  const conditions = withCondition(status.conditions, found);
  return { deployment: writes.status(revised, { ...status, conditions }), sets };
};

const createCurrent = (
  writes: DeploymentWrites,
  deployment: Deployment,
  sets: ReplicaSets,
  revision: number,
): Observed => {
  const wanted = replicaSetOf(deployment, sets.old, revision);
  const name = wanted.metadata.name;
  const about = { ...deployment, apiVersion: 'apps/v1', kind: 'Deployment' };
  const status = completeStatus(deployment);
  try {
    const created = writes.replicaSets.create(wanted);
    const size = replicasOf(created);
    if (size > 0) writes.events.normal(about, 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${size}`);
    const revised = writes.revision(deployment, String(revision));
    if (deadlineOf(deployment) === undefined) return { deployment: revised, sets: { ...sets, current: created } };
    const message = `Created new replica set "${name}"`;
    const conditions = withCondition(
      status.conditions,
      progressing('True', 'NewReplicaSetCreated', message, writes.now()),
    );
    return { deployment: writes.status(revised, { ...status, conditions }), sets: { ...sets, current: created } };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    if (error.reason === 'AlreadyExists') {
      const existing = writes.replicaSets.get(wanted.metadata.namespace ?? '', name);
      const same = existing !== undefined && sameTemplate(existing.spec.template, deployment.spec.template);
      // Another template with the same hash: the next attempt hashes with a higher count.
      if (!same) writes.status(deployment, { ...status, collisionCount: status.collisionCount + 1 });
      throw error;
    }
    if (error.message.includes('because it is being terminated')) throw error;
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    const failed = progressing('False', 'ReplicaSetCreateError', message, writes.now());
    if (deadlineOf(deployment) !== undefined)
      writes.status(deployment, { ...status, conditions: withCondition(status.conditions, failed) });
    writes.events.warning(about, 'ReplicaSetCreateError', message);
    throw error;
  }
};

const replicaSetOf = (deployment: Deployment, old: readonly ReplicaSet[], revision: number): ReplicaSet => {
  const { name, namespace } = deployment.metadata;
  const { template, selector, minReadySeconds = 0 } = deployment.spec;
  const hash = templateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const annotations = newReplicaSetAnnotations(deployment, {}, revision);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name.slice(0, 253 - 1 - hash.length)}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: { ...annotations, ...replicasAnnotations(deployment) },
      ownerReferences: [ownerReference('apps/v1', 'Deployment', deployment.metadata)],
    },
    spec: {
      replicas: newReplicas(deployment, old, 0),
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
};

/** How many pods the new ReplicaSet may have now: what the surge leaves free beside the others, at most the desired number. */
export const newReplicas = (deployment: Deployment, others: readonly ReplicaSet[], size: number): number => {
  const desired = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') return desired;
  const free = desired + fencepostsOf(deployment).maxSurge - total(others, replicasOf) - size;
  return free <= 0 ? size : size + Math.min(free, desired - size);
};
