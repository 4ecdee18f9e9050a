import { join } from 'node:path';
import { flags, yaml } from '../parts/part.ts';

/** What one Prometheus looks at. */
export interface Scraped {
  readonly kubeconfig: string;
  /** All of its pods are asked, at each of their ports. */
  readonly namespace: string;
  /** `host:port` of a Gateway's own metrics. */
  readonly gateway: string;
}

/** The whole configuration. Pods get the labels that people give them: `namespace` and `pod`.
 *  @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const prometheusConfiguration = ({ kubeconfig, namespace, gateway }: Scraped): string =>
  yaml({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [
      {
        job_name: 'pods',
        kubernetes_sd_configs: [{ role: 'pod', kubeconfig_file: kubeconfig, namespaces: { names: [namespace] } }],
        relabel_configs: [
          { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Running', action: 'keep' },
          { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
          { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
        ],
      },
      { job_name: 'gateway', static_configs: [{ targets: [gateway] }] },
    ],
  });

export const prometheusArgs = (folder: string, configuration: string, port: number): readonly string[] =>
  flags({
    'config.file': configuration,
    'storage.tsdb.path': join(folder, 'data'),
    'web.listen-address': `127.0.0.1:${port}`,
    'log.level': 'warn',
  });
