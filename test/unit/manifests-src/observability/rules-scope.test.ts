import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { Delivery } from '../../../../index.ts';
import { observabilityFiles } from '../../../../manifests-src/observability/observability-files.ts';
import type { Series } from '../../../../manifests-src/observability/promql/expression.ts';
import { withSeries } from '../../../../manifests-src/observability/promql/series.ts';
import type { RuleGroup } from '../../../../manifests-src/observability/rule.ts';
import { clusterRules, tierRules } from '../../../../manifests-src/observability/tier-rules.ts';
import { watchedTiers } from '../../../../manifests-src/observability/watched.ts';
import { loggedPlatform } from '../../../fixtures/logged.ts';
import { observedPlatform, watching } from '../../../fixtures/observed-platform.ts';
import { withBackups } from '../../setup-src/with-databases.ts';

/** Google's evaluator adds `project_id`, `location`, `cluster` and `namespace` of a Rules object to each of its selectors, and all but the last
 *  to those of a ClusterRules: what is elsewhere is no series of theirs, and such an alert would never fire.
 *  @see https://docs.cloud.google.com/stackdriver/docs/managed-prometheus/rules-managed */

const seriesOf = (groups: readonly RuleGroup[]): readonly Series[] =>
  groups.flatMap(({ rules }) =>
    rules.flatMap(({ expression }) => {
      const found: Series[] = [];
      withSeries(expression, (series) => {
        found.push(series);
        return series;
      });
      return found;
    }),
  );

const DELIVERIES: readonly (readonly [string, Delivery])[] = [
  ['that keeps nothing', observedPlatform],
  ['that is backed up', withBackups(observedPlatform)],
  ['whose errors in logs are counted', loggedPlatform],
];

describe.each(DELIVERIES)('of a delivery %s', (_, delivery) => {
  const observability = delivery.observability ?? watching;
  const place = { delivery, observability };

  it('each rule of a tier asks for series of its own namespace alone', () => {
    for (const tier of watchedTiers(delivery, observability)) {
      const series = seriesOf(tierRules(tier, place));
      expect(series.length).toBeGreaterThan(10);
      for (const { metric, labels } of series)
        expect({ metric, namespaces: labels.filter(({ label }) => label === 'namespace') }).toEqual({
          metric,
          namespaces: [{ label: 'namespace', operator: '=', value: tier.namespace }],
        });
    }
  });

  it('no rule asks for what a cloud measures and no cluster: that is judged by policies', () => {
    const groups = [
      ...watchedTiers(delivery, observability).flatMap((tier) => tierRules(tier, place)),
      ...clusterRules(place),
    ];
    const metrics = seriesOf(groups).map(({ metric }) => metric);
    // In PromQL the names of Cloud Monitoring's own metrics have a service before a colon, or select by what they were measured of.
    expect(metrics.filter((metric) => /^\w+_googleapis_com[:/]/.test(metric))).toEqual([]);
    for (const { labels } of seriesOf(groups))
      expect(labels.map(({ label }) => label)).not.toContain('monitored_resource');
  });

  it('what belongs to no tier is told by what runs in the cluster that judges it', () => {
    const metrics = new Set(seriesOf(clusterRules(place)).map(({ metric }) => metric));
    expect([...metrics]).toEqual(
      observability.certificates === undefined ? [] : ['certmanager_certificate_expiration_timestamp_seconds'],
    );
  });

  it('no rules are written that reach beyond a cluster', () => {
    const kinds = observabilityFiles(delivery)
      .filter(({ path }) => path.endsWith('.yaml') && !path.includes('/cloud-monitoring/'))
      .flatMap(({ content }) => parseAllDocuments(content).map((document) => String(document.toJS()?.kind)))
      .filter((kind) => kind.endsWith('Rules'));
    expect([...new Set(kinds)].sort()).toEqual(
      observability.certificates === undefined ? ['Rules'] : ['ClusterRules', 'Rules'],
    );
  });
});
