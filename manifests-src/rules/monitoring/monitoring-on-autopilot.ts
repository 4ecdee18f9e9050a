import { monitoringStacks } from '../read/charts.ts';
import { valueAt } from '../read/fields.ts';
import { found, type ManifestRule } from '../tree.ts';

/** What the chart does unless it is told not to, and Autopilot refuses. */
const REFUSED: readonly { readonly value: readonly string[]; readonly why: string }[] = [
  { value: ['nodeExporter', 'enabled'], why: 'wants the network, the processes and the files of nodes' },
  ...['kubeControllerManager', 'kubeScheduler', 'kubeProxy', 'kubeEtcd', 'coreDns'].map((part) => ({
    value: [part, 'enabled'],
    why: 'makes a Service in kube-system',
  })),
  { value: ['prometheusOperator', 'kubeletService', 'enabled'], why: 'makes a Service in kube-system' },
];

export const monitoringOnAutopilot: ManifestRule = {
  id: 'monitoring-on-autopilot',
  why: 'Autopilot manages the nodes and kube-system: it refuses the exporter of nodes and every Service there, so that the chart never becomes healthy.',
  example: 'Application with chart: kube-prometheus-stack and no values, on Autopilot',
  fix: `Set ${REFUSED.map(({ value }) => value.join('.')).join(', ')} to false.`,
  source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security',
  judge: (tree) =>
    tree.platform === 'standard'
      ? []
      : monitoringStacks(tree).flatMap(({ application, path, values }) =>
          REFUSED.filter(({ value }) => valueAt(values, ...value) !== false).map(({ value, why }) =>
            found(application, `${path}.helm.valuesObject`, `leaves ${value.join('.')} on, which ${why}`),
          ),
        ),
};
