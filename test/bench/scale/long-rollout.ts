/** A rollout of hours in a process of its own: the engine and its transport with a virtual clock, which the parent drives by
 *  messages. Started with --expose-gc. */
import { clusterAccess } from '../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../adapters/kubernetes/kubernetes-cluster.ts';
import { seconds } from '../../../domain/seconds.ts';
import { rolling } from '../../../domain/strategy.ts';
import { GRACES } from '../../../domain/verdict/graces.ts';
import type { RolloutRequest } from '../../../engine/rollout/request.ts';
import { rollOut } from '../../../engine/rollout/roll-out.ts';
import { createVirtualClock } from '../../../rehearsal/cluster/virtual-clock.ts';
import { bigRelease } from './big-release.ts';

/** What the parent asks for. */
export type Order =
  | { readonly kind: 'start'; readonly kubeconfig: string; readonly namespace: string; readonly now: number }
  | { readonly kind: 'advance'; readonly milliseconds: number }
  | { readonly kind: 'weigh' };

/** What it gets. */
export type Report =
  | { readonly kind: 'done' }
  /** MB on the heap after a forced collection. */
  | { readonly kind: 'weight'; readonly megabytes: number }
  | { readonly kind: 'ended'; readonly sentence: string };

const HOURS = 6 * 3600;
const abort = new AbortController();
let clock = createVirtualClock();
let end: string | undefined;

const tell = (report: Report): void =>
  void process.send?.(end === undefined ? report : ({ kind: 'ended', sentence: end } satisfies Report));
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

process.on('message', async (order: Order) => {
  switch (order.kind) {
    case 'start':
      clock = createVirtualClock(order.now);
      start(order.kubeconfig, order.namespace).then(
        (sentence) => {
          end = sentence;
        },
        (error: Error) => {
          end = error.stack ?? error.message;
        },
      );
      return tell({ kind: 'done' });
    case 'advance':
      clock.advance(order.milliseconds);
      await turn();
      return tell({ kind: 'done' });
    case 'weigh':
      // What a first collection finalises, a second one frees.
      for (let round = 0; round < 3; round += 1) {
        globalThis.gc?.();
        await turn();
      }
      return tell({ kind: 'weight', megabytes: process.memoryUsage().heapUsed / 1e6 });
  }
});

async function start(kubeconfig: string, namespace: string): Promise<string> {
  const cluster = new KubernetesCluster(() => clusterAccess(kubeconfig), clock);
  const request: RolloutRequest = {
    kind: 'rollout',
    service: 'api',
    tier: 'dev',
    namespace,
    manifests: bigRelease({ progressDeadlineSeconds: HOURS }),
    release: undefined,
    commit: undefined,
    run: { id: 1, attempt: 1, createdAt: '2026-11-23T11:00:00Z' },
    actor: 'octocat',
    graces: { ...GRACES, timeout: seconds(HOURS) },
    strategy: rolling(),
    rollback: undefined,
    verification: 'none',
  };
  const records = { start: async () => undefined, update: async () => {}, list: async () => [] };
  const log = { info: () => {}, warning: () => {}, group: () => {} };
  const { outcome, sentence } = await rollOut(request, { cluster, records, clock, log, signal: abort.signal });
  return `${outcome}: ${sentence}`;
}
