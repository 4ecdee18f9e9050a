import { describe, expect, it } from '@jest/globals';
import type { AlertRule } from '../../manifests-src/observability/rule.ts';
import { toldOtherwise } from './fired.ts';
import { HOW_TO_INSTALL, promtool } from './promtool.ts';
import { productionRules, SUITES } from './rules.ts';
import type { Scenario } from './scenario.ts';

const program = promtool();
const fact = program === undefined ? it.skip : it;
const note = program === undefined ? ` (${HOW_TO_INSTALL})` : '';

const LOGS =
  'https://console.cloud.google.com/logs/query;query=resource.type%3D%22k8s_container%22%0Aresource.labels.cluster_name%3D%22ai-agent-cluster%22%0Aresource.labels.namespace_name%3D%22production%22%0Aresource.labels.container_name%3D%22ai-agent-api%22';
const BETWEEN =
  '%0Atimestamp%3E%3D%221970-01-01T00:11:00Z%22%0Atimestamp%3C%3D%221970-01-01T00:41:00Z%22?project=ai-agent-platform';

const ruleOf = (name: string): AlertRule => {
  const found = productionRules()
    .flatMap(({ rules }) => rules)
    .find((rule) => rule.name === name && rule.labels['service'] === 'ai-agent-api');
  if (found?.kind !== 'alert') throw new Error(`There is no alert ${name}.`);
  return found;
};
const scenarioOf = (name: string): Scenario => {
  const found = SUITES.flatMap(({ areas }) => areas.flat()).find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".`);
  return found;
};

describe(`an alert that fires leads to exactly those pods and minutes${note}`, () => {
  fact.each([
    ['a service', 'MetricsAbsent', 'the counter of requests is gone', {}, ''],
    [
      'a pod',
      'MemoryNearLimit',
      'a container uses 81 % of its memory',
      { pod: 'ai-agent-api-1' },
      '%0Aresource.labels.pod_name%3D%22ai-agent-api-1%22',
    ],
  ])('of %s', (_of, name, scenario, more, pod) => {
    const rule = ruleOf(name);
    const logs_url = `${LOGS}${pod}${BETWEEN}`;
    const fill = (text: string): string =>
      text.replaceAll('{{ $labels.pod }}', 'ai-agent-api-1').replace('{{ $value | humanizePercentage }}', '81%');
    const labels = name === 'MetricsAbsent' ? { namespace: 'production', job: 'ai-agent-api' } : {};
    const said = toldOtherwise(program ?? '', rule, lasting(scenarioOf(scenario)), {
      at: '41m',
      labels: { ...labels, ...more, ...rule.labels },
      annotations: {
        ...Object.fromEntries(Object.entries(rule.annotations).map(([key, text]) => [key, fill(text)])),
        logs_url,
      },
    });
    expect(said).toBe('');
  });
});

/** The same for an hour. */
const lasting = (scenario: Scenario): Scenario => ({
  ...scenario,
  series: scenario.series.map(({ series, values }) => ({
    series,
    values: `${values} ${values
      .split(' ')
      .at(-1)
      ?.replace(/^.*?([0-9.e+]+)(?:x[0-9]+)?$/, '$1')}x80`,
  })),
});
