import type { Delivery } from '../../domain/delivery.ts';
import { type GeneratedFile, generatedFrom } from '../../domain/generated-file.ts';
import { manifestsFolder } from '../../domain/manifests-folder.ts';
import type { Observability } from '../../domain/observability/observability.ts';
import { minutes } from '../../domain/seconds.ts';
import type { StandingService } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { manifestYaml } from '../render/manifest-yaml.ts';
import { cloudDashboard } from './dashboards/cloud-monitoring.ts';
import { dashboards } from './dashboards/dashboards.ts';
import { grafanaDashboard, TIER_VARIABLE } from './dashboards/grafana.ts';
import { starts } from './dashboards/starts.ts';
import { collector } from './emit/collector.ts';
import { MONITORING, prometheusStack } from './emit/prometheus-stack.ts';
import { rulesObject } from './emit/rules-object.ts';
import { runbookUrl, serviceLogsUrl } from './links.ts';
import { runbookFiles } from './runbook-files.ts';
import { clusterRules, tierRules } from './tier-rules.ts';
import { watchedServices, watchedTiers } from './watched.ts';

const SOURCE = 'manifests-src/observability';

/** Alerts, runbooks and dashboards of a delivery, which an administrator applies: whoever releases must not be able to silence what judges the
 *  release. Nothing for a delivery that does not say how it is watched. */
export function observabilityFiles(delivery: Delivery): readonly GeneratedFile[] {
  const { observability } = delivery;
  if (observability === undefined) return [];
  const folder = `${manifestsFolder(delivery)}/observability`;
  const tiers = watchedTiers(delivery, observability);
  const objects = [
    ...tiers.map((tier) => tierFile(folder, tier, delivery, observability)),
    ...clusterFiles(folder, delivery, observability),
  ];
  const grafana = grafanaFiles(folder, delivery, observability);
  return [
    yaml(`${folder}/kustomization.yaml`, 'observability-files.ts > observabilityFiles', [
      {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: objects.map(({ path }) => path.slice(folder.length + 1)),
        ...(observability.kind === 'kube-prometheus-stack'
          ? {
              configMapGenerator: grafana.map(({ path }) => ({
                name: path.replace(/^.*\/|\.json$/g, ''),
                namespace: MONITORING,
                files: [path.slice(folder.length + 1)],
                options: { disableNameSuffixHash: true, labels: { grafana_dashboard: '1' } },
              })),
            }
          : {}),
      },
    ]),
    ...objects,
    ...(observability.kind === 'kube-prometheus-stack'
      ? [
          yaml(`${folder}/argocd/kube-prometheus-stack.yaml`, 'emit/prometheus-stack.ts > prometheusStack', [
            prometheusStack(observability),
          ]),
        ]
      : []),
    ...grafana,
    ...tiers.flatMap((tier) => cloudFiles(folder, tier, delivery, observability)),
    ...runbookFiles(delivery, observability),
  ];
}

/** Those whose signals are told, and workers, which have numbers of their own kind. */
const collectedServices = (
  tier: Tier,
  delivery: Delivery,
  observability: Observability,
): readonly StandingService[] => [
  ...watchedServices(tier, delivery, observability).map(({ service }) => service),
  ...delivery.services.filter((service) => service.kind === 'worker').filter(({ metrics }) => metrics !== undefined),
];

const tierFile = (folder: string, tier: Tier, delivery: Delivery, observability: Observability): GeneratedFile =>
  yaml(`${folder}/${tier.name}.yaml`, 'tier-rules.ts > tierRules', [
    ...collectedServices(tier, delivery, observability).map((service) => collector(service, tier, observability.kind)),
    rulesObject(
      'sluice',
      { namespace: tier.namespace },
      tierRules(tier, { delivery, observability }),
      observability.kind,
    ),
  ]);

function clusterFiles(folder: string, delivery: Delivery, observability: Observability): readonly GeneratedFile[] {
  const groups = clusterRules({ delivery, observability });
  return groups.length === 0
    ? []
    : [
        yaml(`${folder}/cluster.yaml`, 'tier-rules.ts > clusterRules', [
          rulesObject('sluice', 'cluster', groups, observability.kind),
        ]),
      ];
}

function grafanaFiles(folder: string, delivery: Delivery, observability: Observability): readonly GeneratedFile[] {
  const tiers = watchedTiers(delivery, observability);
  const [first] = tiers;
  if (first === undefined) return [];
  const anyTier = { ...first, namespace: TIER_VARIABLE };
  const links = {
    namespaces: tiers.map(({ namespace }) => namespace).toReversed(),
    runbook: (alert: string) => runbookUrl(alert, delivery, observability),
    logs: (service: string | undefined) =>
      // Grafana fills the variable in; encoded it would not know it.
      serviceLogsUrl(delivery, anyTier, service === undefined ? undefined : { name: service }).replace(
        encodeURIComponent(TIER_VARIABLE),
        '${tier}',
      ),
  };
  const began = starts(TIER_VARIABLE, minutes(2));
  return dashboards(watchedServices(anyTier, delivery, observability)).map((dashboard) =>
    json(
      `${folder}/grafana/${dashboard.uid}.json`,
      'dashboards/grafana.ts > grafanaDashboard',
      grafanaDashboard(dashboard, links, began),
    ),
  );
}

const cloudFiles = (folder: string, tier: Tier, delivery: Delivery, observability: Observability) =>
  dashboards(watchedServices(tier, delivery, observability)).map((dashboard) =>
    yaml(
      `${folder}/cloud-monitoring/${tier.name}-${dashboard.uid}.yaml`,
      'dashboards/cloud-monitoring.ts > cloudDashboard',
      [cloudDashboard(dashboard, tier.name)],
    ),
  );

function yaml(path: string, symbol: string, objects: readonly unknown[]): GeneratedFile {
  const source = `${SOURCE}/${symbol}`;
  return { path, source, content: `# ${generatedFrom(source)}\n${objects.map(manifestYaml).join('---\n')}` };
}

/** JSON has no comments; a field that nobody reads says where it is from. */
function json(path: string, symbol: string, value: object): GeneratedFile {
  const source = `${SOURCE}/${symbol}`;
  return { path, source, content: `${JSON.stringify({ '//': generatedFrom(source), ...value }, null, 2)}\n` };
}
