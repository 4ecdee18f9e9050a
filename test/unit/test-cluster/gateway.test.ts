import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { canaryTraffic } from '../../../engine/rollout/canary/canary-traffic.ts';
import { exposedWorkload } from '../../../engine/rollout/exposed-workload.ts';
import { parseManifests } from '../../../engine/rollout/manifests.ts';
import { prometheusConfiguration } from '../../cluster/gateway/prometheus.ts';
import { traefikArgs } from '../../cluster/gateway/traefik.ts';
import { beside } from '../../cluster/machine/beside.ts';
import { freePorts } from '../../cluster/machine/ports.ts';
import { answers } from '../../cluster/machine/probe.ts';
import { routed } from '../../cluster/scenarios/steady.ts';
import { type Count, shareOf } from '../../cluster/traffic/counts.ts';

describe('the share that clients saw', () => {
  const count = (at: number, one: number, two: number): Count => ({
    at,
    bodies: new Map(Object.entries({ one, two }).filter(([, number]) => number > 0)),
  });
  const counts = [count(0, 100, 0), count(1, 190, 10), count(2, 280, 20), count(3, 290, 110)];

  it('is of what was answered between two moments, and of nothing before or after', () => {
    expect(shareOf('two', counts, 0, 2)).toEqual({ percent: 10, answers: 200 });
    expect(shareOf('two', counts, 2, 9)).toEqual({ percent: 90, answers: 100 });
  });

  it('is no number where nothing was answered', () => {
    expect(shareOf('two', counts, 7, 9)).toEqual({ percent: Number.NaN, answers: 0 });
    expect(shareOf('two', counts, Number.NaN, 3)).toEqual({ percent: Number.NaN, answers: 0 });
  });
});

describe('a tier behind a Gateway', () => {
  it('has a release whose traffic can be divided by weights', () => {
    const text = routed(`registry/steady@sha256:${'0'.repeat(64)}`, { version: 'one' }).map((each) => stringify(each));
    const manifests = parseManifests(text.join('---\n'), 'tier');
    const exposed = exposedWorkload(manifests, 'Canary');
    const strategy = { kind: 'canary', traffic: 'gateway', steps: [] } as const;
    expect(canaryTraffic(strategy, manifests, exposed, exposed.deployment).kind).toBe('gateway');
  });

  it('is the only one that its Traefik serves', () => {
    const args = traefikArgs({ web: 1, own: 2 }, 'tier', 'sluice.test/tier=tier');
    expect(args).toContain('--providers.kubernetesgateway.namespaces=tier');
    expect(args).toContain('--providers.kubernetesgateway.labelselector=sluice.test/tier=tier');
    expect(args.filter((arg) => arg.includes('address=')).every((arg) => arg.includes('=127.0.0.1:'))).toBe(true);
  });

  it('has its running pods measured under the names that queries select', () => {
    const text = prometheusConfiguration({ kubeconfig: '/k', namespace: 'tier', gateway: '127.0.0.1:2' });
    const [pods] = JSON.parse(text).scrape_configs;
    expect(pods.kubernetes_sd_configs).toEqual([
      { role: 'pod', kubeconfig_file: '/k', namespaces: { names: ['tier'] } },
    ]);
    expect(pods.relabel_configs).toEqual(
      expect.arrayContaining([
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
        { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      ]),
    );
  });
});

describe('a program beside a piece of work', () => {
  const server = async (script: string) => {
    const { it: port } = await freePorts({ it: 19300 });
    const health = `http://127.0.0.1:${port}/`;
    const args = ['-e', script.replace('PORT', String(port))];
    return { name: 'helpful', program: process.execPath, args, env: {}, health };
  };
  const LISTENING = 'require("http").createServer((_, to) => to.end()).listen(PORT, "127.0.0.1")';

  it('answers when the work begins, and is gone when it has ended', async () => {
    const companion = await server(LISTENING);
    expect(await beside(companion, () => answers(companion.health))).toBe(true);
    expect(await answers(companion.health)).toBe(false);
  });

  it('says its last words when the work fails, and is gone then, too', async () => {
    const companion = await server(`console.log("no route");${LISTENING}`);
    const work = beside(companion, async () => {
      throw new Error('a client noticed');
    });
    await expect(work).rejects.toThrow('a client noticed\nhelpful said in the end:\nno route');
    expect(await answers(companion.health)).toBe(false);
  });

  it('is not waited for when it ends at once', async () => {
    const companion = await server('console.error("port is taken"); process.exit(3)');
    const work = beside(companion, async () => 'done');
    await expect(work).rejects.toThrow(
      'helpful ended with code 3 before it answered.\nhelpful said in the end:\nport is taken',
    );
  });
});
