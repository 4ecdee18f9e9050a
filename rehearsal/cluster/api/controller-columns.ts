import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from '../storage/frozen.ts';
import { ageText, durationText } from './age.ts';
import {
  AGE,
  type Column,
  containerColumns,
  count,
  NAME,
  SELECTOR,
  shownLabels,
  shownSelector,
  spec,
  status,
  WORKLOAD_WIDE,
} from './column.ts';

const number = (name: string, field: string): Column => ({
  name,
  type: 'integer',
  cell: (object) => count(status(object)[field]),
});

const jobTemplate = (object: KubernetesObject): Readonly<Record<string, unknown>> =>
  record(record(spec(object)['jobTemplate'])['spec']);

const completions = (job: KubernetesObject): string => {
  const { completions: wanted, parallelism } = spec(job);
  const succeeded = count(status(job)['succeeded']);
  if (typeof wanted === 'number') return `${succeeded}/${wanted}`;
  return count(parallelism) > 1 ? `${succeeded}/1 of ${count(parallelism)}` : `${succeeded}/1`;
};

const duration = (job: KubernetesObject, now: number): string => {
  const { startTime, completionTime } = status(job);
  if (typeof startTime !== 'string') return '';
  const end = typeof completionTime === 'string' ? Date.parse(completionTime) : now;
  return durationText(end - Date.parse(startTime));
};

const jobStatus = (job: KubernetesObject): string => {
  const holds = (type: string): boolean =>
    list(status(job)['conditions'])
      .map(record)
      .some((one) => one['type'] === type && one['status'] === 'True');
  const ended = ['Complete', 'Failed'].find(holds);
  if (ended !== undefined) return ended;
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
};

const controller = ({ metadata }: KubernetesObject): string => {
  const owner = metadata.ownerReferences?.find((one) => one.controller === true);
  if (owner === undefined) return '<none>';
  const [group] = owner.apiVersion.split('/');
  return `${owner.kind.toLowerCase()}.${group}/${owner.name}`;
};

/** Columns of the kinds whose controllers make pods and claims. */
export const CONTROLLER_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  'jobs.batch': [
    NAME,
    { name: 'Status', cell: jobStatus },
    { name: 'Completions', cell: completions },
    { name: 'Duration', cell: duration },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  'cronjobs.batch': [
    NAME,
    { name: 'Schedule', cell: (object) => spec(object)['schedule'] ?? '' },
    { name: 'Timezone', cell: (object) => spec(object)['timeZone'] ?? '<none>' },
    { name: 'Suspend', type: 'boolean', cell: (object) => (spec(object)['suspend'] === true ? 'True' : 'False') },
    { name: 'Active', type: 'integer', cell: (object) => list(status(object)['active']).length },
    {
      name: 'Last Schedule',
      cell: (object, now) => {
        const last = status(object)['lastScheduleTime'];
        return last === undefined ? '<none>' : ageText(last, now);
      },
    },
    AGE,
    ...containerColumns((object) => jobTemplate(object)['template']),
    { name: 'Selector', wide: true, cell: (object) => shownSelector(jobTemplate(object)['selector']) },
  ],
  'daemonsets.apps': [
    NAME,
    number('Desired', 'desiredNumberScheduled'),
    number('Current', 'currentNumberScheduled'),
    number('Ready', 'numberReady'),
    number('Up-to-date', 'updatedNumberScheduled'),
    number('Available', 'numberAvailable'),
    {
      name: 'Node Selector',
      cell: (object) => shownLabels(record(record(spec(object)['template'])['spec'])['nodeSelector']),
    },
    AGE,
    ...WORKLOAD_WIDE,
    SELECTOR,
  ],
  'statefulsets.apps': [
    NAME,
    { name: 'Ready', cell: (object) => `${count(status(object)['readyReplicas'])}/${count(spec(object)['replicas'])}` },
    AGE,
    ...WORKLOAD_WIDE,
  ],
  'controllerrevisions.apps': [
    NAME,
    { name: 'Controller', cell: controller },
    { name: 'Revision', cell: ({ revision }) => revision },
    AGE,
  ],
};
