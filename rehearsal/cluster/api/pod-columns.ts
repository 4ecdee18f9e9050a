import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { ageText } from './age.ts';
import { AGE, type Column, count, NAME, spec, status } from './column.ts';
import { podStatusText } from './pod-status-text.ts';

const containers = (pod: KubernetesObject) => list(status(pod)['containerStatuses']).map(record);

/** `2 (17s ago)`: how often, and since when not any more. */
const restarts = (pod: KubernetesObject, now: number): string => {
  const times = containers(pod).reduce((sum, { restartCount }) => sum + count(restartCount), 0);
  const ends = containers(pod)
    .map(({ lastState }) => record(record(lastState)['terminated'])['finishedAt'])
    .filter((end) => typeof end === 'string')
    .sort();
  const last = ends.at(-1);
  return times === 0 || last === undefined ? String(times) : `${times} (${ageText(last, now)} ago)`;
};

const isTrue = (pod: KubernetesObject, type: unknown): boolean =>
  list(status(pod)['conditions'])
    .map(record)
    .some((condition) => condition['type'] === type && condition['status'] === 'True');

const readinessGates = (pod: KubernetesObject): string => {
  const gates = list(spec(pod)['readinessGates']).map((gate) => record(gate)['conditionType']);
  return gates.length === 0 ? '<none>' : `${gates.filter((type) => isTrue(pod, type)).length}/${gates.length}`;
};

/** Columns of pods. kubernetes/pkg/printers/internalversion `printPod` */
export const POD_COLUMNS: readonly Column[] = [
  NAME,
  {
    name: 'Ready',
    cell: (pod) =>
      `${containers(pod).filter(({ ready }) => ready === true).length}/${list(spec(pod)['containers']).length}`,
  },
  { name: 'Status', cell: podStatusText },
  { name: 'Restarts', cell: restarts },
  AGE,
  { name: 'IP', wide: true, cell: (pod) => status(pod)['podIP'] ?? '<none>' },
  { name: 'Node', wide: true, cell: (pod) => spec(pod)['nodeName'] ?? '<none>' },
  { name: 'Nominated Node', wide: true, cell: (pod) => status(pod)['nominatedNodeName'] ?? '<none>' },
  { name: 'Readiness Gates', wide: true, cell: readinessGates },
];
