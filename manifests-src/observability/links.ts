import type { Delivery } from '../../domain/delivery.ts';
import { innerPath } from '../../domain/inner-path.ts';
import type { Observability } from '../../domain/observability/observability.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';

/** Folder of the runbooks, from the root of the repository. */
export const runbooksFolder = ({ root }: Pick<Delivery, 'root'>): string => innerPath(root, 'docs/runbooks');

/** Where people read the page of an alert. */
export function runbookUrl(alert: string, delivery: Delivery, { runbooks }: Observability): string {
  const { repository } = delivery;
  const base =
    runbooks ?? `https://github.com/${repository?.owner}/${repository?.name}/blob/HEAD/${runbooksFolder(delivery)}`;
  return `${base}/${alert}.md`;
}

/** One panel, or the whole dashboard, of one tier. */
export const dashboardUrl = (
  { grafana }: Observability,
  { uid, panel, namespace }: { readonly uid: string; readonly panel: number | undefined; readonly namespace: string },
): string => `${grafana}/d/${uid}?var-tier=${namespace}${panel === undefined ? '' : `&viewPanel=${panel}`}`;

/** What the pods of a service in a tier have said, in Cloud Logging. */
export function logsUrl(
  { cluster }: Delivery,
  { namespace }: Pick<Tier, 'namespace'>,
  service: Pick<Service, 'name'> | undefined,
): string {
  const query = [
    'resource.type="k8s_container"',
    `resource.labels.cluster_name="${cluster.name}"`,
    `resource.labels.namespace_name="${namespace}"`,
    ...(service === undefined ? [] : [`resource.labels.container_name="${service.name}"`]),
  ].join('\n');
  const project = cluster.identity.pool?.project;
  return `https://console.cloud.google.com/logs/query;query=${encodeURIComponent(query)}${project === undefined ? '' : `?project=${project}`}`;
}
