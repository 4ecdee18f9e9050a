import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { AGE, type Column, CREATED_AT, count, NAME, spec, status } from './column.ts';

/** `pods: 1/4, requests.cpu: 100m/2`, of what is asked for or of what is limited. */
const quota =
  (limits: boolean) =>
  (object: KubernetesObject): string => {
    const { hard, used } = status(object);
    return Object.entries(record(hard))
      .filter(([resource]) => resource.startsWith('limits.') === limits)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([resource, most]) => `${resource}: ${String(record(used)[resource] ?? 0)}/${String(most)}`)
      .join(', ');
  };

type Part = Readonly<Record<string, unknown>>;

/** What a metric of an autoscaler aims at; nobody measures here what is. */
const aim = (metric: Part): string => {
  const field = `${String(metric['type']).slice(0, 1).toLowerCase()}${String(metric['type']).slice(1)}`;
  const source = record(metric[field]);
  const { averageValue, averageUtilization, value } = record(source['target']);
  if (source['name'] !== undefined)
    return `${String(source['name'])}: <unknown>/${String(averageValue ?? (averageUtilization === undefined ? '<auto>' : `${String(averageUtilization)}%`))}`;
  if (field === 'pods') return `<unknown>/${String(averageValue)}`;
  return averageValue === undefined ? `<unknown>/${String(value)}` : `<unknown>/${String(averageValue)} (avg)`;
};

const aims = (object: KubernetesObject): string => {
  const all = list(spec(object)['metrics']).map((metric) => aim(record(metric)));
  if (all.length === 0) return '<none>';
  return `${all.slice(0, 2).join(', ')}${all.length > 2 ? ` + ${all.length - 2} more...` : ''}`;
};

/** Columns of what bounds others: quotas, budgets, numbers of replicas, ranks. */
export const LIMIT_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  limitranges: [NAME, CREATED_AT],
  resourcequotas: [NAME, { name: 'Request', cell: quota(false) }, { name: 'Limit', cell: quota(true) }, AGE],
  'horizontalpodautoscalers.autoscaling': [
    NAME,
    {
      name: 'Reference',
      cell: (object) => {
        const { kind, name } = record(spec(object)['scaleTargetRef']);
        return `${String(kind)}/${String(name)}`;
      },
    },
    { name: 'Targets', cell: aims },
    { name: 'MinPods', cell: (object) => String(spec(object)['minReplicas'] ?? '<unset>') },
    { name: 'MaxPods', cell: (object) => count(spec(object)['maxReplicas']) },
    { name: 'Replicas', cell: (object) => count(status(object)['currentReplicas']) },
    AGE,
  ],
  'leases.coordination.k8s.io': [NAME, { name: 'Holder', cell: (lease) => spec(lease)['holderIdentity'] ?? '' }, AGE],
  'poddisruptionbudgets.policy': [
    NAME,
    { name: 'Min Available', cell: (budget) => String(spec(budget)['minAvailable'] ?? 'N/A') },
    { name: 'Max Unavailable', cell: (budget) => String(spec(budget)['maxUnavailable'] ?? 'N/A') },
    { name: 'Allowed Disruptions', type: 'integer', cell: (budget) => count(status(budget)['disruptionsAllowed']) },
    AGE,
  ],
  'priorityclasses.scheduling.k8s.io': [
    NAME,
    { name: 'Value', type: 'integer', cell: ({ value }) => count(value) },
    { name: 'Global-Default', type: 'boolean', cell: ({ globalDefault }) => globalDefault === true },
    AGE,
    { name: 'PreemptionPolicy', wide: true, cell: ({ preemptionPolicy }) => preemptionPolicy ?? '' },
  ],
};
