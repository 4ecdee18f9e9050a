import { monitoringStacks } from '../read/charts.ts';
import { fieldsOf } from '../read/fields.ts';
import { found, type ManifestRule } from '../tree.ts';

const SWITCHES = ['ruleSelector', 'serviceMonitorSelector', 'podMonitorSelector', 'probeSelector'].map(
  (selector) => `${selector}NilUsesHelmValues`,
);

export const rulesWithoutALabel: ManifestRule = {
  id: 'rules-without-a-label',
  why: 'Unless it is told otherwise, the chart takes only rules and monitors that have the label of its release: alerts of everybody else are accepted, and never looked at.',
  example: 'Application with chart: kube-prometheus-stack without prometheusSpec.ruleSelectorNilUsesHelmValues: false',
  fix: `Set prometheus.prometheusSpec.${SWITCHES.join(', ')} to false.`,
  source: 'https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml',
  judge: (tree) =>
    monitoringStacks(tree).flatMap(({ application, path, values }) => {
      const { prometheusSpec } = fieldsOf(values['prometheus']);
      return SWITCHES.filter((name) => fieldsOf(prometheusSpec)[name] !== false).map((name) =>
        found(application, `${path}.helm.valuesObject`, `leaves prometheus.prometheusSpec.${name} on`),
      );
    }),
};
