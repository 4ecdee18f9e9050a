import type { Delivery } from '../../domain/delivery.ts';
import { innerPath } from '../../domain/inner-path.ts';
import { logsUrl } from '../../domain/observability/logs-query.ts';
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
export const serviceLogsUrl = (
  { cluster }: Delivery,
  { namespace }: Pick<Tier, 'namespace'>,
  service: Pick<Service, 'name'> | undefined,
): string => logsUrl({ cluster: cluster.name, namespace, container: service?.name }, cluster.identity.pool?.project);
