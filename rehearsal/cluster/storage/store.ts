import type { Clock } from '../clock.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import { createAdmission } from './admission.ts';
import type { ApplyOptions, ClusterStore, DeleteOptions, WriteOptions } from './cluster-store.ts';
import { createCollections } from './collections.ts';
import { decideDeletion, isReleased } from './deletion.ts';
import { deepFreeze } from './frozen.ts';
import { createGarbageCollector } from './garbage-collection.ts';
import { createHistory } from './history.ts';
import { type LabelPredicate, matchesLabels } from './label-selector.ts';
import { createIdentitySource, type IdentitySource } from './metadata.ts';
import { createNamespaceKeeper, INITIAL_NAMESPACES, isNamespace, terminating } from './namespaces.ts';
import { createPreparation, withoutChange } from './preparation.ts';
import { systemPriorityClasses } from './priority.ts';
import { createQuotaKeeper } from './quota-keeper.ts';
import type { ResourceType } from './resource-type.ts';
import { alreadyExists, notFound } from './status-errors.ts';
import { writableTypes } from './writable-types.ts';

/** What a store is made of. */
export interface StoreOptions {
  readonly clock: Clock;
  /** How many writes a watch can go back; default 1000. */
  readonly historyLimit?: number;
  /** Uids, name suffixes and times; random ones unless given. */
  readonly identity?: IdentitySource;
  /** Kinds beside those of the table, as a CustomResourceDefinition adds them. */
  readonly customResources?: readonly ResourceType[];
}

const DEFAULT_MANAGER = 'kube-controller-manager';
const everything: LabelPredicate = () => true;

/** The embedded cluster's memory: every rule of the API that does not need the wire. Starts with the namespaces that every
 *  cluster has. */
export const createObjectStore = (options: StoreOptions): ClusterStore => {
  const { clock, historyLimit = 1000, identity: given, customResources = [] } = options;
  const history = createHistory(historyLimit);
  const collections = createCollections(history);
  const identity = given ?? createIdentitySource(() => clock.now());
  const preparation = createPreparation(identity);
  const admission = createAdmission(collections);

  const writable = writableTypes(customResources);

  const live = (key: ResourceKey, namespace: string, name: string): KubernetesObject => {
    const found = collections.get(key, namespace, name);
    if (found === undefined) throw notFound(key, name);
    return found;
  };
  const finish = (key: ResourceKey, object: KubernetesObject, dryRun: boolean | undefined): KubernetesObject =>
    dryRun === true ? deepFreeze(object) : collections.put(key, object);
  const create = (type: ResourceType, prepared: KubernetesObject, dryRun: boolean | undefined): KubernetesObject => {
    const { name, namespace = '' } = prepared.metadata;
    const there = collections.get(type, namespace, name);
    if (there !== undefined) throw alreadyExists(type, name, there.metadata.deletionTimestamp !== undefined);
    return finish(type, admission.admit(type, prepared), dryRun);
  };
  const replace = (type: ResourceType, was: KubernetesObject, now: KubernetesObject, dryRun: boolean | undefined) => {
    if (withoutChange(was, now)) return was;
    return isReleased(now) && dryRun !== true ? collections.remove(type, now) : finish(type, now, dryRun);
  };

  const store: ClusterStore = {
    history,
    currentVersion: () => collections.version(),
    get: (key, namespace, name) => collections.get(key, namespace, name),
    list(key, scope = {}) {
      const matches = scope.labels === undefined ? everything : matchesLabels(scope.labels);
      return collections
        .all(key)
        .filter(({ metadata }) => scope.namespace === undefined || metadata.namespace === scope.namespace)
        .filter(({ metadata }) => matches(metadata.labels ?? {}));
    },
    create(key, object, options: WriteOptions = {}) {
      const type = writable(key, 'create');
      const prepared = preparation.created(type, object, {
        manager: options.manager ?? DEFAULT_MANAGER,
        mutate: (complete) => admission.mutate(type, complete),
      });
      return create(type, prepared, options.dryRun);
    },
    update(key, object, options: WriteOptions = {}) {
      const type = writable(key, 'update');
      const was = live(key, object.metadata.namespace ?? '', object.metadata.name);
      const now = preparation.updated(type, was, object, { ...options, manager: options.manager ?? DEFAULT_MANAGER });
      return replace(type, was, now, options.dryRun);
    },
    apply(key, configuration, options: ApplyOptions) {
      const type = writable(key, 'apply');
      const was = collections.get(key, configuration.metadata.namespace ?? '', configuration.metadata.name);
      if (was === undefined) {
        if (options.subresource !== undefined) throw notFound(key, configuration.metadata.name);
        const prepared = preparation.appliedNew(type, configuration, {
          ...options,
          mutate: (complete) => admission.mutate(type, complete),
        });
        return { object: create(type, prepared, options.dryRun), created: true };
      }
      const now = preparation.applied(type, was, configuration, options);
      return { object: replace(type, was, now, options.dryRun), created: false };
    },
    delete(key, namespace, name, options: DeleteOptions = {}) {
      const type = writable(key, 'delete');
      const was = live(key, namespace, name);
      const decision = decideDeletion(type, was, options, clock.now());
      if (options.dryRun === true) return { object: was, step: decision.step };
      if (isNamespace(key) && decision.step === 'remove') {
        const marked = was.metadata.deletionTimestamp !== undefined;
        return { object: marked ? was : collections.put(key, terminating(was, identity.timestamp())), step: 'mark' };
      }
      switch (decision.step) {
        case 'remove':
          return {
            object: collections.remove(type, decision.last(collections.get(key, namespace, name) ?? was)),
            step: 'remove',
          };
        case 'mark':
          return { object: collections.put(type, decision.object), step: 'mark' };
        case 'wait':
          return { object: was, step: 'wait' };
      }
    },
    subscribe: (listener) => collections.subscribe(listener),
  };
  for (const listener of [
    createNamespaceKeeper(collections, store),
    createGarbageCollector(collections, store),
    createQuotaKeeper(collections),
  ])
    collections.subscribe(listener);
  for (const name of INITIAL_NAMESPACES)
    store.create(
      { group: '', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      { manager: 'kube-apiserver' },
    );
  for (const object of systemPriorityClasses())
    store.create({ group: 'scheduling.k8s.io', resource: 'priorityclasses' }, object, { manager: 'kube-apiserver' });
  return store;
};
