import type { Expression } from '../promql/expression.ts';
import { promql } from '../promql/text.ts';
import { type Dashboard, type Placed, placed, type Unit } from './dashboard.ts';

/** Where the panels of a dashboard lead. */
export interface PanelLinks {
  /** The namespaces of the tiers that one chooses from, the last first. */
  readonly namespaces: readonly string[];
  readonly runbook: (alert: string) => string;
  /** Logs of a service, in the namespace that is chosen. */
  readonly logs: (service: string | undefined) => string;
}

/** The variable that says which tier is looked at: what rules have as the namespace. */
export const TIER_VARIABLE = '$tier';

const UNITS: Readonly<Record<Unit, string>> = {
  'requests per second': 'reqps',
  seconds: 's',
  part: 'percentunit',
  bytes: 'bytes',
  cores: 'none',
  count: 'short',
};

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** A dashboard of Grafana: the same bytes each time, with numbers and places of panels that are ours.
 *  @param starts the number of pods that have begun within the last minutes: a deploy, or a pod that was made anew
 *  @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
export const grafanaDashboard = (dashboard: Dashboard, links: PanelLinks, starts: Expression): object => ({
  uid: dashboard.uid,
  title: dashboard.title,
  tags: ['sluice'],
  schemaVersion: 39,
  version: 1,
  editable: false,
  graphTooltip: 1,
  timezone: '',
  refresh: '1m',
  time: { from: 'now-6h', to: 'now' },
  links: [
    { type: 'dashboards', title: 'Dashboards', tags: ['sluice'], asDropdown: false, includeVars: true, keepTime: true },
  ],
  annotations: {
    list: [
      {
        name: 'Pods that began',
        datasource: DATASOURCE,
        enable: true,
        iconColor: 'blue',
        expr: promql(starts),
        step: '60s',
        titleFormat: '{{job}} began',
      },
    ],
  },
  templating: {
    list: [
      { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Source' },
      {
        name: 'tier',
        type: 'custom',
        label: 'Tier',
        query: links.namespaces.join(','),
        current: { text: links.namespaces[0], value: links.namespaces[0], selected: true },
        options: links.namespaces.map((namespace, index) => ({
          text: namespace,
          value: namespace,
          selected: index === 0,
        })),
      },
    ],
  },
  panels: placed(dashboard).map((each) => panelOf(each, links)),
});

const panelOf = ({ panel, id, x, y, width, height }: Placed, links: PanelLinks): object => ({
  id,
  type: 'timeseries',
  title: panel.title,
  description: panel.description,
  gridPos: { x, y, w: width, h: height },
  datasource: DATASOURCE,
  fieldConfig: {
    defaults: {
      unit: UNITS[panel.unit],
      min: 0,
      custom: {
        fillOpacity: 10,
        ...(panel.threshold === undefined ? {} : { thresholdsStyle: { mode: 'line' } }),
      },
      ...(panel.threshold === undefined
        ? {}
        : {
            thresholds: {
              mode: 'absolute',
              steps: [
                { color: 'green', value: null },
                { color: 'red', value: panel.threshold },
              ],
            },
          }),
    },
    overrides: [],
  },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
  targets: panel.queries.map(({ expression, legend }, index) => ({
    refId: String.fromCharCode(65 + index),
    datasource: DATASOURCE,
    expr: promql(expression),
    legendFormat: legend,
  })),
  links: [
    ...panel.alerts.map((alert) => ({ title: `Runbook: ${alert}`, url: links.runbook(alert), targetBlank: true })),
    { title: 'Logs', url: links.logs(panel.service), targetBlank: true },
  ],
});
