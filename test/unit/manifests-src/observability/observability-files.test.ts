import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { spreadGround } from '../../../../cli/manifests/ground.ts';
import { manifestsIn } from '../../../../cli/manifests/manifests-in.ts';
import type { Delivery } from '../../../../index.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { ageAlertRules } from '../../../../manifests-src/observability/age-alert-rules.ts';
import { logAlertRules } from '../../../../manifests-src/observability/log-alert-rules.ts';
import { observabilityFiles } from '../../../../manifests-src/observability/observability-files.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { fieldsOf, listOf, valueAt } from '../../../../manifests-src/rules/read/fields.ts';
import { judgeTrees } from '../../../../manifests-src/rules/rules.ts';
import type { Manifest } from '../../../../manifests-src/rules/tree.ts';
import { loggedPlatform } from '../../../fixtures/logged.ts';
import { observedPlatform, stackPlatform } from '../../../fixtures/observed-platform.ts';
import { platform } from '../../../fixtures/platform.ts';
import { withBackups, withChannels } from '../../setup-src/with-databases.ts';

const FOLDER = `${platform.root}/k8s/observability`;
const PAGES = `${platform.root}/docs/runbooks/`;

const objectsOf = (delivery: Delivery, paths: (path: string) => boolean): readonly Manifest[] =>
  observabilityFiles(delivery)
    .filter(({ path }) => paths(path))
    .flatMap(({ path, content }) => manifestsIn(content, path));

const rulesIn = (objects: readonly Manifest[]): readonly Record<string, unknown>[] =>
  objects.flatMap((object) =>
    listOf(valueAt(object, 'spec', 'groups')).flatMap((group) =>
      listOf(fieldsOf(group)['rules']).map((rule) => ({ ...fieldsOf(rule) })),
    ),
  );

const isTier = (path: string) => /observability\/[a-z]+\.yaml$/.test(path) && !path.endsWith('kustomization.yaml');

describe.each([
  ['Google collects', observedPlatform],
  ['a Prometheus of its own', stackPlatform],
  ['Google collects, and data is backed up', withBackups(observedPlatform)],
])('a delivery that is watched: %s', (_name, delivery) => {
  const files = observabilityFiles(delivery);
  const alerts = rulesIn(objectsOf(delivery, isTier)).filter((rule) => rule['alert'] !== undefined);

  it('has a page for each alert, where its link leads, and no other page', () => {
    const links = alerts.map((alert) => String(fieldsOf(alert['annotations'])['runbook_url']));
    const base = 'https://github.com/ai-agent-platform/ai-agent-platform/blob/HEAD/';
    const pages = files.map(({ path }) => path).filter((path) => path.startsWith(PAGES));
    expect(new Set(links.map((link) => link.slice(base.length)))).toEqual(new Set(pages));
    expect(new Set(pages.map((path) => path.slice(PAGES.length, -'.md'.length)))).toEqual(
      new Set(alerts.map((alert) => alert['alert'])),
    );
  });

  it('says in each alert how bad it is, whose it is, and what to look at', () => {
    for (const alert of alerts) {
      const labels = fieldsOf(alert['labels']);
      expect(labels).toMatchObject({ owner: 'platform', severity: expect.stringMatching(/^(critical|warning|none)$/) });
      expect(Object.keys(fieldsOf(alert['annotations']))).toEqual(
        expect.arrayContaining(['summary', 'description', 'runbook_url']),
      );
    }
  });

  it('wakes people for the tier that users reach, and for no other', () => {
    const waking = (tier: string) =>
      alerts.filter(({ labels }) => fieldsOf(labels)['tier'] === tier && fieldsOf(labels)['severity'] === 'critical')
        .length;
    expect(waking('production')).toBeGreaterThan(0);
    expect(waking('staging')).toBe(0);
  });

  it('has no field that only one kind of rules knows', () => {
    const known = ['alert', 'annotations', 'expr', 'for', 'labels', 'record'];
    for (const rule of rulesIn(objectsOf(delivery, isTier)))
      expect(Object.keys(rule).filter((field) => !known.includes(field))).toEqual([]);
  });

  it('lists in its kustomization every object that is applied, and nothing else', () => {
    const [kustomization] = files;
    const listed = parse(kustomization?.content ?? '').resources;
    expect(listed).toEqual(['staging.yaml', 'production.yaml', 'cluster.yaml']);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(listed.map((name: string) => `${FOLDER}/${name}`)),
    );
  });

  it('is taken by every rule for manifests, beside the workloads', () => {
    const tree = new Map(kustomizeTree(delivery).map(({ path, content }) => [path, content]));
    const built = buildKustomization(`${platform.root}/k8s/overlays/production`, (path) => tree.get(path));
    const bootstrap = buildKustomization(`${platform.root}/k8s/bootstrap`, (path) => tree.get(path));
    const kindless = { kustomizations: [], platform: 'autopilot' as const };
    const list = (name: string, items: readonly unknown[]) => ({
      name,
      objects: manifestsIn(JSON.stringify({ kind: 'List', items }), name),
      isProduction: name === 'production',
      ...kindless,
    });
    const before = judgeTrees(spreadGround([list('production', built), list('bootstrap', bootstrap)]));
    const watched = objectsOf(
      delivery,
      (path) => /\.yaml$/.test(path) && /production\.yaml|cluster\.yaml|argocd/.test(path),
    );
    const after = judgeTrees(spreadGround([list('production', [...built, ...watched]), list('bootstrap', bootstrap)]));
    expect(after.slice(0, 20)).toEqual(before.slice(0, 20));
  });

  it('says in its first line where each file is from', () => {
    for (const { content } of files)
      expect(content).toMatch(/^(?:# |<!-- |\{\n {2}"\/\/": ")Generated by Sluice from /);
  });
});

describe('a delivery', () => {
  it('that does not say how it is watched gets nothing of it', () => {
    expect(observabilityFiles(platform)).toEqual([]);
  });

  it('has alerts on the age of backups where it is told, for the databases of each tier, and nowhere else', () => {
    const ages = (delivery: Delivery) =>
      rulesIn(objectsOf(delivery, isTier)).flatMap(({ alert, expr }) =>
        /Backup|Drill/.test(String(alert)) ? [`${alert} ${String(expr)}`] : [],
      );
    const told = ages(withBackups(observedPlatform));
    expect(told.map((each) => each.split(' ')[0])).toEqual(
      ['staging', 'production'].flatMap(() => ['BackupTooOld', 'RestoreDrillOverdue', 'BackupsUntold']),
    );
    expect(told.filter((each) => each.includes('database="agents-production"'))).toEqual([
      'BackupsUntold absent_over_time(sluice_backup_timestamp_seconds{namespace="production", job="restore-drill", database="agents-production"}[7d]) or absent_over_time(sluice_restore_drill_timestamp_seconds{namespace="production", job="restore-drill", database="agents-production"}[7d])',
    ]);
    expect([ages(observedPlatform), ages(withBackups(stackPlatform))]).toEqual([[], []]);
  });

  it('has ages judged once: by the rules of the cluster, or by Cloud Monitoring, which has pages and no rule there', () => {
    const judged = withChannels(stackPlatform);
    const rules = (of: Delivery) =>
      rulesIn(objectsOf(of, isTier)).filter(({ alert }) => /Backup|Drill/.test(String(alert)));
    const page = (of: Delivery) =>
      observabilityFiles(of).find(({ path }) => path.endsWith('/BackupTooOld.md'))?.content;
    expect([
      rules(judged),
      ageAlertRules(withBackups(observedPlatform)),
      ageAlertRules(withBackups(stackPlatform)),
    ]).toEqual([[], [], []]);
    expect(ageAlertRules(judged)).toHaveLength(6);
    expect(page(judged)).toContain('gcloud monitoring snoozes create');
    expect(page(withBackups(observedPlatform))).toContain('amtool');
    expect(page(withBackups(stackPlatform))).toBeUndefined();
  });

  it('has the page that every alert leads to, also where no service tells anything', () => {
    const { observability: observed } = observedPlatform;
    if (observed === undefined) throw new Error('The platform is watched.');
    const silent: Delivery = { ...observedPlatform, observability: { ...observed, services: [] } };
    for (const each of [observedPlatform, stackPlatform, silent]) {
      const pages = observabilityFiles(each)
        .map(({ path }) => path)
        .filter((path) => path.startsWith(PAGES));
      const led = rulesIn(objectsOf(each, isTier)).flatMap(({ alert }) => (alert === undefined ? [] : [String(alert)]));
      expect(led.length).toBeGreaterThan(3);
      expect([...new Set(led)].filter((alert) => !pages.includes(`${PAGES}${alert}.md`))).toEqual([]);
    }
  });

  it('has a page for each alert on its logs, where it says something of them, and no rule of the cluster', () => {
    const pages = (delivery: Delivery) =>
      observabilityFiles(delivery)
        .map(({ path }) => path)
        .filter((path) => path.startsWith(PAGES));
    const links = logAlertRules(loggedPlatform).map(({ annotations }) => annotations['runbook_url'] ?? '');
    const more = pages(loggedPlatform).filter((page) => !pages(observedPlatform).includes(page));
    expect(more).toEqual([`${PAGES}ErrorsInLogs.md`]);
    expect(links).toHaveLength(4);
    for (const link of links) expect(link.endsWith(more[0] ?? 'nowhere')).toBe(true);
    expect(objectsOf(loggedPlatform, isTier)).toEqual(objectsOf(observedPlatform, isTier));
    expect([observedPlatform, stackPlatform].flatMap(logAlertRules)).toEqual([]);
  });

  it('has the same rules by either collector', () => {
    const rules = (delivery: Delivery) => rulesIn(objectsOf(delivery, isTier));
    expect(rules(observedPlatform)).toEqual(rules(stackPlatform));
  });

  it('lets in who collects: Google, or the namespace of the stack', () => {
    const from = (delivery: Delivery) =>
      kustomizeTree(delivery)
        .filter(({ path }) => path.endsWith('bootstrap/production.yaml'))
        .flatMap(({ content }) =>
          [...content.matchAll(/kubernetes\.io\/metadata\.name: (\S+)/g)].map(([, name]) => name),
        )
        // Resolvers of the cluster, whoever collects.
        .filter((name) => name !== 'kube-system');
    expect(new Set(from(observedPlatform))).toEqual(new Set(['gke-gmp-system']));
    expect(new Set(from(stackPlatform))).toEqual(new Set(['monitoring']));
  });

  it('has the dashboards of the stack brought by ConfigMaps that Grafana finds', () => {
    const [kustomization] = observabilityFiles(stackPlatform);
    expect(parse(kustomization?.content ?? '')).toMatchObject({
      configMapGenerator: [
        { name: 'sluice-service-level', namespace: 'monitoring', options: { labels: { grafana_dashboard: '1' } } },
        { name: 'sluice-system' },
        { name: 'sluice-business' },
      ],
    });
  });
});
