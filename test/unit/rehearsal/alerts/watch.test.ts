import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Judged } from '../../../../rehearsal/alerts/promtool-test.ts';
import { type Surroundings, watch } from '../../../../rehearsal/alerts/watch.ts';
import { listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

let requests = 0;
const server = await listenOnLoopback(
  createServer(({ url }, response) =>
    response.writeHead(url === '/metrics' ? 200 : 404).end(`requests_total{job="own"} ${requests}\n`),
  ),
);
afterAll(() => server.close());

const RULES = `
kind: PodMonitoring
metadata: { name: web, namespace: live }
spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: metrics, path: /metrics, interval: 30s }] }
---
kind: Rules
spec: { groups: [{ name: web, rules: [] }] }
`;
const target = { pod: 'web-1', container: 'web', port: 9090, localPort: server.port };
const watched = async (more: Partial<Surroundings> = {}, seconds = 60) => {
  requests = 0;
  const judged: Judged[] = [];
  const came = await watch(
    { tier: 'live', service: 'web', page: '/', seconds },
    {
      promtool: { kind: 'found', program: 'promtool' },
      rules: { path: 'k8s/observability/live.yaml', text: RULES },
      targets: () => [target],
      async ask() {
        requests += 1;
      },
      async judge(_program, one) {
        judged.push(one);
        return [];
      },
      ...more,
    },
  );
  return { came, judged };
};
const OF = 'namespace="live",job="web",pod="web-1",container="web",instance="web-1:9090"';

describe('a tier that is watched', () => {
  it('is judged by what its pods told while users asked, an interval apart', async () => {
    const { came, judged } = await watched();
    expect(came).toEqual({ kind: 'judged', seconds: 60, fired: [] });
    expect(judged).toEqual([
      {
        groups: [{ name: 'web', rules: [] }],
        ...{ seconds: 30, rounds: 3 },
        series: [
          { series: `up{${OF}}`, values: '1 1 1' },
          { series: `requests_total{exported_job="own",${OF}}`, values: '0 2 4' },
        ],
      },
    ]);
  });

  it('has pods that are down, and whose numbers are absent', async () => {
    const { judged } = await watched({ targets: () => [target, { ...target, pod: 'web-2', localPort: undefined }] }, 0);
    expect(judged[0]?.series.filter(({ series }) => series.includes('web-2'))).toEqual([
      { series: `up{${OF.replaceAll('web-1', 'web-2')}}`, values: '0' },
    ]);
  });

  it('has a pod that is down where its page is no page of metrics', async () => {
    const elsewhere = RULES.replace('path: /metrics', 'path: /else');
    await expect(watched({ rules: { path: 'x', text: elsewhere } })).rejects.toThrow(
      'No pod of web told its numbers: nothing could be judged.',
    );
  });

  it.each<[string, Partial<Surroundings>, string]>([
    ['there is nothing that judges', { promtool: { kind: 'absent', why: 'it is not here' } }, 'it is not here'],
    ['the ground has no pods', { targets: undefined }, 'nothing collects the numbers of pods here'],
  ])('is not judged where %s, and nobody asks', async (_, more, why) => {
    expect(await watched(more)).toEqual({ came: { kind: 'not judged', why }, judged: [] });
    expect(requests).toBe(0);
  });

  it.each<[string, Partial<Surroundings>, string]>([
    ['no file', { rules: { path: 'x.yaml', text: undefined } }, 'x.yaml is not in the repository. Run "sluice synth".'],
    [
      'no collector',
      { rules: { path: 'x.yaml', text: 'kind: Rules' } },
      'x.yaml has nothing that collects the numbers of web.',
    ],
    [
      'no interval',
      { rules: { path: 'x.yaml', text: RULES.replace(', interval: 30s', '') } },
      'x.yaml does not say in seconds how often web is collected.',
    ],
  ])('cannot be judged where there is %s', async (_, more, sentence) => {
    await expect(watched(more)).rejects.toThrow(sentence);
  });
});
