import type { Strategy } from '../../../domain/strategy.ts';
import type { KubernetesObject } from '../cluster.ts';
import { groupOf } from '../known-kinds.ts';
import { isJob, subjectOf } from '../subject.ts';
import { isWorkload } from '../workload.ts';
import { bootstrapRights } from './bootstrap-needs.ts';
import { historyRights, isHistory } from './history-rights.ts';

/** One thing that we do to one resource of the namespace. */
export interface Right {
  readonly verb: string;
  /** `''` is the core group. */
  readonly group: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  /** Only this object. */
  readonly name?: string;
  /** The name never changes, so a Role grants this for the name alone. */
  readonly byName?: true;
  /** `must`: no rollout without it. `helps`: something is told less well, or checked later. */
  readonly need: 'must' | 'helps';
}

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Only the objects of these names. */
  readonly resourceNames?: readonly string[];
}

type Row = readonly [group: string, resource: string, need: Right['need'], ...verbs: string[]];

/** What a rollout looks at besides what it applies, by the kind of its workloads. Of Secrets the history is among it, by name, and nothing
 *  of the whole cluster. @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
const LOOKED_AT: Readonly<Record<'*' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job', readonly Row[]>> = {
  '*': [
    ['', 'pods', 'must', 'list', 'watch'],
    ['', 'events', 'must', 'list', 'watch'],
    ['', 'pods/log', 'helps', 'get'],
    // What pods need to start is looked for before anything is written.
    ['', 'configmaps', 'helps', 'get'],
    ['', 'serviceaccounts', 'helps', 'get'],
    ['', 'persistentvolumeclaims', 'helps', 'get'],
    ['', 'resourcequotas', 'helps', 'list'],
    // The lock of a service is a Lease.
    ['coordination.k8s.io', 'leases', 'must', 'get', 'create', 'patch'],
  ],
  Deployment: [['apps', 'replicasets', 'must', 'list', 'watch']],
  StatefulSet: [
    ['apps', 'controllerrevisions', 'helps', 'list'],
    // A pod that is stuck keeps an ordered StatefulSet from going back; only such a pod is deleted.
    ['', 'pods', 'helps', 'delete'],
  ],
  // Which pods are new is told by the revision that keeps the template.
  DaemonSet: [['apps', 'controllerrevisions', 'helps', 'list', 'watch']],
  // A Job that failed in an earlier run is removed, because it cannot be started again.
  Job: [
    ['batch', 'jobs', 'must', 'list', 'watch'],
    ['batch', 'jobs', 'helps', 'delete'],
  ],
};
/** What a strategy looks at besides: where the traffic really goes. */
const LOOKED_AT_BY: Readonly<Record<Strategy['kind'], readonly Row[]>> = {
  rolling: [],
  blueGreen: [['discovery.k8s.io', 'endpointslices', 'must', 'list', 'watch']],
  canary: [['discovery.k8s.io', 'endpointslices', 'must', 'list', 'watch']],
};
const APPLIED = ['get', 'create', 'patch'] as const;
const WATCHED = ['list', 'watch'] as const;

/** Everything that rolling these objects out, and back, does in their namespace.
 *  @param pluralOf what the kind is called in rights; objects without it are left out. */
export function rightsFor(
  objects: readonly KubernetesObject[],
  pluralOf: (object: KubernetesObject) => string | undefined,
  strategy: Strategy['kind'] = 'rolling',
): readonly Right[] {
  const own = objects.flatMap((object): readonly Right[] => {
    if (isHistory(object)) return historyRights(object.metadata.name);
    const resource = pluralOf(object);
    if (resource === undefined) return [];
    const group = groupOf(object.apiVersion);
    const { name } = object.metadata;
    const applied = APPLIED.map(
      // Whether something has to be created is known only after looking; the dry run asks for that right where it is needed.
      (verb): Right => ({
        verb,
        group,
        resource,
        need: verb === 'create' ? 'helps' : 'must',
        ...(verb === 'create' ? {} : { name }),
      }),
    );
    const need = isWorkload(object) ? 'must' : 'helps';
    const subject = subjectOf(object, '');
    const watched = subject === undefined ? [] : WATCHED.map((verb): Right => ({ verb, group, resource, need }));
    // What only a failed release brought is deleted, and what is pruned; data never is.
    const removed: readonly Right[] =
      object.kind === 'PersistentVolumeClaim' ? [] : [{ verb: 'delete', group, resource, need: 'helps' }];
    return [...applied, ...watched, ...removed, ...bootstrapRights(object)];
  });
  const kinds = [
    ...new Set(
      objects.flatMap((object) => (isWorkload(object) ? [object.kind] : isJob(object) ? ['Job' as const] : [])),
    ),
  ];
  const rows = [...LOOKED_AT['*'], ...kinds.flatMap((kind) => LOOKED_AT[kind]), ...LOOKED_AT_BY[strategy]];
  const looked = rows.flatMap(([group, resource, need, ...verbs]) =>
    verbs.map((verb): Right => ({ verb, group, resource, need })),
  );
  return [...own, ...looked];
}

/** The fewest rules that grant the rights: one for each resource, without names, because a release has new ones; what Sluice keeps has
 *  its name for ever. */
export function rulesFor(rights: readonly Right[]): readonly PolicyRule[] {
  const verbs = new Map<string, { readonly right: Right; readonly verbs: Set<string> }>();
  for (const right of rights) {
    const key = `${right.group}/${right.resource}${right.byName === true ? ` ${right.name}` : ''}`;
    const known = verbs.get(key) ?? { right, verbs: new Set() };
    known.verbs.add(right.verb);
    verbs.set(key, known);
  }
  return [...verbs.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { right, verbs: granted }]) => ({
      apiGroups: [right.group],
      resources: [right.resource],
      verbs: VERBS.filter((verb) => granted.has(verb)),
      ...(right.byName === true && right.name !== undefined ? { resourceNames: [right.name] } : {}),
    }));
}
const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];
