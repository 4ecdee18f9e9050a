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

/** What a fired alert leads to: the service's lines of the half hour before it was judged last, and those of its pod alone where it fires for
 *  one. Prometheus fills in the times and the pod. */
export function firedLogsUrl({ delivery, tier, service, pod }: Fired): string {
  const { cluster } = delivery;
  const url = logsUrl(
    {
      cluster: cluster.name,
      namespace: tier.namespace,
      container: service,
      pods: pod ? ['POD'] : undefined,
      from: 'FROM',
      to: 'TO',
    },
    cluster.identity.pool?.project,
  );
  // Encoded, Prometheus would not know what it is to fill in; none of it needs that.
  return url
    .replace('%22POD%22', '%22{{ $labels.pod }}%22')
    .replace('%22FROM%22', `%22${timeAt(` - ${HALF_AN_HOUR}`)}%22`)
    .replace('%22TO%22', `%22${timeAt('')}%22`);
}

interface Fired {
  readonly delivery: Delivery;
  readonly tier: Pick<Tier, 'namespace'>;
  readonly service: string | undefined;
  readonly pod: boolean;
}

const HALF_AN_HOUR = 1800;

/** The time of the evaluation, or one before it, as a query of logs has it.
 *  @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
const timeAt = (offset: string): string =>
  `{{ (query "time()${offset}" | first | value | toTime).Format "2006-01-02T15:04:05Z" }}`;
