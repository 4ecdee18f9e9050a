import { type Json, list, text } from '../json.ts';
import { job, set } from '../objects.ts';
import { isSeen, untilObject } from '../observed-sets.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Resource, Workspace } from '../workspace.ts';

const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
const KINDS: readonly Resource[] = [
  'controllerrevisions',
  'daemonsets',
  'jobs',
  'persistentvolumeclaims',
  'statefulsets',
];

/** What `kubectl get` prints of the kinds that make pods and claims. */
export const setTables: TraceCase = {
  name: 'set-tables',
  async run(space) {
    await done(space.create('jobs', job('task', { suspend: true, completions: 3 })));
    await done(space.create('jobs', job('work', { suspend: true, parallelism: 2 })));
    await done(space.create('statefulsets', set('StatefulSet', 'db', { replicas: 0 })));
    await done(space.create('daemonsets', set('DaemonSet', 'agent')));
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
    await done(space.create('persistentvolumeclaims', claim));
    await untilObject(space, 'statefulsets', 'db', isSeen);
    await untilObject(space, 'daemonsets', 'agent', isSeen);
    for (const name of ['task', 'work'])
      await untilObject(space, 'jobs', name, (object) => JSON.stringify(object).includes('JobSuspended'));
    const trace: Record<string, Json> = {};
    for (const resource of KINDS) trace[resource] = await table(space, resource);
    return trace;
  },
};

const table = async (space: Workspace, resource: Resource): Promise<Json> => {
  const query = { includeObject: 'None' };
  const { body } = await space.api.request('GET', space.path(resource), { query, accept: TABLE });
  const columns = list(body, 'columnDefinitions').map((column) => ({
    name: text(column, 'name'),
    type: text(column, 'type'),
    priority: text(column, 'priority'),
  }));
  const rows = list(body, 'rows').map((row) =>
    list(row, 'cells').map((cell, index) => (columns[index]?.name === 'Age' ? '<age>' : cell)),
  );
  return { columns, rows };
};
