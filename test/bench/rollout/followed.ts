import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../cluster/bring-up/kubectl.ts';
import { WEB } from '../../cluster/scenarios/workload.ts';
import { type Trail, trail } from '../../cluster/traffic/trail.ts';
import type { BenchClass } from './bench-class.ts';
import { MARK } from './marked.ts';
import { fieldOf, firstWrite, podsValue, restoredAfter } from './restored.ts';

/** Follows from outside what a tool does to the release before. */
export interface Followed {
  /** When a deploy that began at `start` changed something, in milliseconds; `undefined` where it did not. */
  firstWrite(start: number): number | undefined;
  /** Seconds from `start` until the release before served again with every pod; `undefined` where it does not. */
  restored(start: number): number | undefined;
  stop(): Promise<void>;
}

/** One workload that changes in place is followed by its status; strategies that run two side by side by their pods.
 *  @throws when the release before is not to be seen in 20 s */
export async function follow(
  kubectl: Kubectl,
  namespace: string,
  { followed, strategy }: BenchClass,
): Promise<Followed> {
  const [resource] = followed;
  const workload = resource === 'statefulset' || resource === 'daemonset' ? resource : 'deployment';
  const seen =
    strategy === undefined
      ? trail(kubectl, namespace, [workload, WEB], fieldOf(workload))
      : podsSeen(kubectl, namespace, strategy.replicas);
  const end = Date.now() + 20_000;
  while (seen.steps.length === 0) {
    if (Date.now() > end) throw new Error(`The release before is not to be seen in namespace ${namespace} after 20 s.`);
    await sleep(20);
  }
  return {
    firstWrite: (start) => firstWrite(seen.steps, start),
    restored: (start) => restoredAfter(seen.steps, start),
    stop: seen.stop,
  };
}

interface PodList {
  readonly items: readonly {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

/** Asks for the pods again and again, which costs a second of precision and spares a program that watches them. */
function podsSeen(kubectl: Kubectl, namespace: string, wanted: number): Pick<Trail, 'steps' | 'stop'> {
  const steps: { at: number; value: string }[] = [];
  let stopped = false;
  const ended = (async () => {
    while (!stopped) {
      const { items } = (await kubectl.json('pods', '--namespace', namespace)) as PodList;
      const pods = items.map(({ metadata, status }) => ({
        mark: metadata.annotations?.[MARK],
        ready: status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true,
      }));
      steps.push({ at: Date.now(), value: podsValue(pods, wanted) });
      await sleep(1000);
    }
  })();
  return {
    steps,
    async stop() {
      stopped = true;
      await ended;
    },
  };
}
