import type { KubernetesObject } from '../cluster.ts';
import { textAt } from '../object-parts.ts';
import { managedFieldsOf } from '../unions/owned-branch.ts';
import { serviceOf } from './service-mark.ts';
import type { Stays } from './stays.ts';

/** How other tools mark what is theirs.
 *  @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
 *  @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 *  @see https://helm.sh/docs/chart_best_practices/labels/
 *  @see https://carvel.dev/kapp/docs/latest/diff/ */
const TOOLS: readonly { readonly key: RegExp; readonly value?: string; readonly tool: string }[] = [
  { key: /^argocd\.argoproj\.io\/(instance|tracking-id)$/, tool: 'Argo CD' },
  { key: /^(kustomize|helm)\.toolkit\.fluxcd\.io\/name$/, tool: 'Flux' },
  { key: /^meta\.helm\.sh\/release-name$/, tool: 'Helm' },
  { key: /^app\.kubernetes\.io\/managed-by$/, value: 'Helm', tool: 'Helm' },
  { key: /^config\.k8s\.io\/owning-inventory$/, tool: 'kpt' },
  { key: /^kapp\.k14s\.io\/app$/, tool: 'kapp' },
];
/** How people say, to any of these tools, that something is not to be deleted. */
const KEPT: readonly { readonly annotation: string; readonly value: RegExp }[] = [
  { annotation: 'helm.sh/resource-policy', value: /^keep$/ },
  { annotation: 'kustomize.toolkit.fluxcd.io/prune', value: /^disabled$/ },
  { annotation: 'argocd.argoproj.io/sync-options', value: /(Prune|Delete)=(false|confirm)/ },
  { annotation: 'client.lifecycle.config.k8s.io/deletion', value: /^detach$/ },
  { annotation: 'cli-utils.sigs.k8s.io/on-remove', value: /^keep$/ },
];

/** Why an object as it lives is not for this service to delete; `undefined` when it is.
 *  @param spared why one stays that could go otherwise */
export function staysBecause(
  live: KubernetesObject,
  service: string,
  spared: (live: KubernetesObject) => Stays | undefined = () => undefined,
): Stays | undefined {
  if (holdsData(live)) return { code: 'data' };
  return spared(live) ?? belongsElsewhere(live, service);
}

function belongsElsewhere(live: KubernetesObject, service: string): Stays | undefined {
  const { annotations = {}, labels = {} } = live.metadata;
  const [owner] = ownersOf(live);
  if (owner !== undefined) return { code: 'other-owner', owner };
  const marks = Object.entries({ ...labels, ...annotations });
  const tool = TOOLS.find(({ key, value }) =>
    marks.some(([k, v]) => key.test(k) && (value === undefined || v === value)),
  );
  if (tool !== undefined) return { code: 'other-tool', tool: tool.tool };
  const kept = KEPT.find(({ annotation, value }) => value.test(annotations[annotation] ?? ''));
  if (kept !== undefined) return { code: 'kept-on-purpose', annotation: kept.annotation };
  const marked = serviceOf(live);
  if (marked === undefined) return { code: 'unmarked' };
  if (marked !== service) return { code: 'other-service', service: marked };
  const [manager] = otherWriters(live);
  return manager === undefined ? undefined : { code: 'changed-since', manager };
}

/** A claim, and a set whose end would end its claims.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention */
function holdsData(object: KubernetesObject): boolean {
  const { kind } = object;
  if (kind === 'PersistentVolumeClaim') return true;
  if (kind !== 'StatefulSet') return false;
  return textAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
}

function ownersOf({ metadata }: KubernetesObject): readonly string[] {
  const { ownerReferences } = metadata;
  return Array.isArray(ownerReferences)
    ? ownerReferences.map(({ kind, name }: { readonly kind: string; readonly name: string }) => `${kind} "${name}"`)
    : [];
}

/** Managers that have set more than metadata and status. Ours are `sluice` and its patches; scaling and restarting are nobody's claim. */
const otherWriters = (live: KubernetesObject): readonly string[] =>
  managedFieldsOf(live).flatMap(({ manager = '', subresource, fieldsV1 = {} }) =>
    /^(sluice(-.+)?|kubectl-rollout)$/.test(manager) ||
    subresource !== undefined ||
    Object.keys(fieldsV1).every((field) => field === 'f:metadata' || field === 'f:status')
      ? []
      : [manager],
  );
