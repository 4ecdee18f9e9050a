import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createVirtualClock } from '../../../rehearsal/cluster/virtual-clock.ts';
import { withScriptedCluster } from '../../scripted-cluster.ts';
import { allPodsExist, makeNamespace, NAMESPACE, pulledFor, ROOM } from './big-release.ts';
import type { Order, Report } from './long-rollout.ts';
import { PodEvents } from './pod-events.ts';

const HOUR = 3_600_000;
/** Between two pod events: a hundred a minute. */
const STEP = 600;
const EVICTED_EACH = 10;
const FORGOTTEN_EACH = 100;

/** @returns MB on the heap of a rollout at the end of each of four hours of virtual time, after a forced collection. A hundred pod
 *  events a minute come meanwhile: every tenth is an eviction, and its successor's events come on top. */
export async function heapOverHours(): Promise<readonly number[]> {
  const clock = createVirtualClock(Date.now());
  return await withScriptedCluster(
    clock,
    pulledFor(6 * HOUR),
    async (kubeconfig, store) => {
      makeNamespace(store);
      const child = fork(join(import.meta.dirname, 'long-rollout.ts'), { execArgv: ['--expose-gc', '--no-warnings'] });
      try {
        const begin = clock.now();
        await ask(child, { kind: 'start', kubeconfig, namespace: NAMESPACE, now: begin });
        const step = async () => {
          clock.advance(STEP);
          await ask(child, { kind: 'advance', milliseconds: STEP });
        };
        while (!allPodsExist(store)) await step();
        const pods = new PodEvents(store, NAMESPACE);
        let events = 0;
        const until = async (hour: number): Promise<number> => {
          for (; clock.now() < begin + hour * HOUR; events += 1) {
            if (events % EVICTED_EACH === 0) pods.evict();
            else pods.write();
            if (events % FORGOTTEN_EACH === 0) pods.forgetOld(clock.now());
            await step();
          }
          const report = await ask(child, { kind: 'weigh' });
          if (report.kind !== 'weight')
            throw new Error(`The long rollout answers "${report.kind}", wanted its weight.`);
          return report.megabytes;
        };
        return [await until(1), await until(2), await until(3), await until(4)];
      } finally {
        child.kill('SIGKILL');
      }
    },
    { capacity: ROOM },
  );
}

async function ask(child: ChildProcess, order: Order): Promise<Report> {
  const answered = once(child, 'message');
  child.send(order);
  const [report] = (await answered) as [Report];
  if (report.kind === 'ended') throw new Error(`The long rollout ended: ${report.sentence}`);
  return report;
}
