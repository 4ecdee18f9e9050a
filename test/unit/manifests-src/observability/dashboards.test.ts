import { describe, expect, it } from '@jest/globals';
import { SERVICE_ALERTS, TIER_ALERTS } from '../../../../manifests-src/observability/alerts/alerts.ts';
import { type Placed, placed } from '../../../../manifests-src/observability/dashboards/dashboard.ts';
import { dashboards } from '../../../../manifests-src/observability/dashboards/dashboards.ts';
import { observabilityFiles } from '../../../../manifests-src/observability/observability-files.ts';
import { CLUSTER_METRICS } from '../../../../manifests-src/observability/promql/metrics.ts';
import { metricsOf } from '../../../../manifests-src/observability/promql/series.ts';
import { clusterRules, tierRules } from '../../../../manifests-src/observability/tier-rules.ts';
import { watchedServices } from '../../../../manifests-src/observability/watched.ts';
import { observedPlatform as observed, watching } from '../../../fixtures/observed-platform.ts';
import { withBackups } from '../../setup-src/with-databases.ts';

const observedPlatform = withBackups(observed);
const production = observedPlatform.tiers[2];
if (production === undefined) throw new Error('The platform has no production.');
const services = watchedServices(production, observedPlatform, watching);
const all = dashboards(services);
const panels = all.flatMap(({ panels: each }) => each);
const place = { delivery: observedPlatform, observability: watching };
const rules = [...tierRules(production, place), ...clusterRules(place)].flatMap((group) => group.rules);

const overlaps = (one: Placed, other: Placed): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('dashboards', () => {
  it('and rules ask for nothing that nobody measures', () => {
    const told = services.flatMap(({ signals }) =>
      signals.contract.flatMap(({ name, type }) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    );
    const recorded = rules.flatMap((rule) => (rule.kind === 'record' ? [rule.name] : []));
    const known = new Set([...told, ...recorded, ...Object.keys(CLUSTER_METRICS)]);
    const asked = [
      ...rules.map(({ expression }) => expression),
      ...panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
    ];
    expect(asked.flatMap(metricsOf).filter((name) => !known.has(name))).toEqual([]);
  });

  it('show every alert of a service or a tier, but for the one that always fires', () => {
    const shown = panels.flatMap(({ alerts }) => alerts);
    const names = [...SERVICE_ALERTS, ...TIER_ALERTS].map(({ name }) => name).filter((name) => name !== 'Watchdog');
    expect(new Set(shown)).toEqual(new Set(names));
  });

  it.each(all.map((dashboard) => [dashboard.title, dashboard] as const))(
    '%s: panels have numbers of their own, and none lies on another',
    (_title, dashboard) => {
      const places = placed(dashboard);
      expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
      const pairs = places.flatMap((one, index) => places.slice(index + 1).filter((other) => overlaps(one, other)));
      expect(pairs).toEqual([]);
      expect(new Set(dashboard.panels.map(({ title }) => title)).size).toBe(dashboard.panels.length);
    },
  );

  it('have what the business asks for: users by day and month, agents, sessions, success', () => {
    const titles = all.find(({ uid }) => uid === 'sluice-business')?.panels.map(({ title }) => title);
    expect(titles).toEqual([
      'ai-agent-api: Users within the last days, counted in the store',
      'ai-agent-api: Agents created',
      'ai-agent-api: Executions of agents',
      'ai-agent-api: Length of a WebSocket session',
      'ai-agent-api: success and errors',
    ]);
  });

  it('count users that every pod tells alike once, and sessions of every pod', () => {
    const query = (title: RegExp) => panels.find((panel) => title.test(panel.title))?.queries[0]?.expression;
    expect(query(/Users within/)).toMatchObject({ kind: 'aggregate', how: 'max', by: ['window'] });
    expect(query(/Open WebSocket/)).toMatchObject({ kind: 'aggregate', how: 'sum', by: [] });
  });

  it('lead from an alert to its panel, and from there to the page', () => {
    const [alert] = rules.filter(({ name }) => name === 'HighErrorRate');
    const link = alert?.kind === 'alert' ? alert.annotations['dashboard_url'] : undefined;
    const [, uid, id] = /\/d\/([a-z-]+)\?.*viewPanel=(\d+)$/.exec(link ?? '') ?? [];
    const file = observabilityFiles(observedPlatform).find(({ path }) => path.endsWith(`grafana/${uid}.json`));
    const written = JSON.parse(file?.content ?? '{}').panels.find(
      (panel: { readonly id: number }) => panel.id === Number(id),
    );
    expect(written.title).toBe('ai-agent-api: error rate');
    expect(written.links.map(({ title }: { readonly title: string }) => title)).toEqual([
      'Runbook: HighErrorRate',
      'Logs',
    ]);
  });

  it('of Grafana ask the source and the tier that are chosen, and mark when pods began', () => {
    const files = observabilityFiles(observedPlatform).filter(({ path }) => path.includes('/grafana/'));
    for (const { content } of files) {
      expect(content.match(/"uid": "(?!sluice-)[^"]*"/g)?.every((uid) => uid === '"uid": "${datasource}"')).toBe(true);
      expect(content).not.toMatch(/namespace=\\"(?!\$tier)/);
      expect(content).toContain('up{namespace=\\"$tier\\"} unless up{namespace=\\"$tier\\"} offset 2m');
    }
    expect(files).toHaveLength(3);
  });
});
