import { isReadyPod } from '../replica-set/deletion-order.ts';
import type { Pod } from '../resource.ts';
import { type DaemonLook, type EligibleNode, isAvailable } from './daemon-look.ts';
import { byAge, REVISION } from './daemon-pod.ts';
import { fencepostsOf } from './fenceposts.ts';

/** Which pods go, and which nodes get one. */
export interface DaemonPlan {
  readonly remove: readonly Pod[];
  readonly createOn: readonly string[];
  /** Pods that have ended by themselves; told before they go. */
  readonly ended: readonly Pod[];
}

const NOTHING: DaemonPlan = { remove: [], createOn: [], ended: [] };

/** One pod for each node that should run one, none for the others.
 *  kubernetes/pkg/controller/daemon/daemon_controller.go, manage */
export const placementOf = (look: DaemonLook): DaemonPlan => {
  const plans = look.nodes.map((node) => planFor(look, node));
  const names = new Set(look.nodes.map(({ name }) => name));
  // No scheduler will ever bind these, and no kubelet ends them.
  const lost = [...look.byNode]
    .filter(([name]) => !names.has(name))
    .flatMap(([, pods]) => pods.filter(({ spec }) => spec.nodeName === undefined));
  return {
    remove: [...plans.flatMap(({ remove }) => remove), ...lost],
    createOn: plans.flatMap(({ createOn }) => createOn),
    ended: plans.flatMap(({ ended }) => ended),
  };
};

const planFor = (look: DaemonLook, { name, shouldRun, mayStay }: EligibleNode): DaemonPlan => {
  const found = look.byNode.get(name);
  const staying = (found ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  if (shouldRun && found === undefined) return { ...NOTHING, createOn: [name] };
  if (!mayStay) return { ...NOTHING, remove: staying };
  const ended = staying.filter(({ status }) => status?.phase === 'Failed' || status?.phase === 'Succeeded');
  const running = staying.filter((pod) => !ended.includes(pod)).sort(byAge);
  if (fencepostsOf(look.set, 1).maxSurge === 0) return { ...NOTHING, ended, remove: running.slice(1) };
  if (running.length === 0) return { ...NOTHING, ended, createOn: shouldRun ? [name] : [] };
  return { ...NOTHING, ended, remove: surplus(look, running) };
};

/** With a surge the oldest pod of the template and the oldest of another may stand side by side, until the first is available or
 *  the second is not ready any more. */
const surplus = (look: DaemonLook, running: readonly Pod[]): readonly Pod[] => {
  if (running.length <= 1) return [];
  const isNew = ({ metadata }: Pod): boolean => metadata.labels?.[REVISION] === look.hash;
  const newest = running.find(isNew);
  const old = running.find((pod) => !isNew(pod));
  const others = running.filter((pod) => pod !== newest && pod !== old);
  if (newest === undefined || old === undefined) return others;
  return !isReadyPod(old) || isAvailable(look, newest) ? [...others, old] : others;
};
