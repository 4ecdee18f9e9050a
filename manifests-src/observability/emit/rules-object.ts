import type { Observability } from '../../../domain/observability/observability.ts';
import type { ManifestObject } from '../../object.ts';
import type { RuleGroup, WrittenGroup } from '../rule.ts';
import { writtenGroups } from './groups.ts';

/** Where rules belong: a namespace, which Google's rules do not see beyond, or the cluster. */
export type Scope = { readonly namespace: string } | 'cluster';

type RulesObject = ManifestObject & { readonly spec: { readonly groups: readonly WrittenGroup[] } };

const LABELS = { 'app.kubernetes.io/managed-by': 'sluice' };

/** Rules as the delivery's collector reads them.
 *  @see https://github.com/GoogleCloudPlatform/prometheus-engine/blob/main/doc/api.md#rules */
export function rulesObject(
  name: string,
  scope: Scope,
  groups: readonly RuleGroup[],
  kind: Observability['kind'],
): RulesObject {
  const spec = { groups: writtenGroups(groups) };
  const place = scope === 'cluster' ? {} : scope;
  return kind === 'managed-collection'
    ? {
        apiVersion: 'monitoring.googleapis.com/v1',
        kind: scope === 'cluster' ? 'ClusterRules' : 'Rules',
        metadata: { name, ...place, labels: LABELS },
        spec,
      }
    : {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name, ...(scope === 'cluster' ? { namespace: 'monitoring' } : scope), labels: LABELS },
        spec,
      };
}
