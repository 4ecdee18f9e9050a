import { at, count, type Json, type JsonObject, list, text } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { untilSizes } from '../observed.ts';
import { done } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Workspace } from '../workspace.ts';

interface Row {
  readonly replicas: number;
  readonly rollingUpdate: JsonObject;
  /** Old and new pods where an update stops whose pods never get ready. */
  readonly stops: readonly [old: number, young: number];
}

/** Surge is rounded up, unavailable down, and both never to nothing.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge */
const ROWS: readonly Row[] = [
  { replicas: 1, rollingUpdate: {}, stops: [1, 1] },
  { replicas: 3, rollingUpdate: {}, stops: [3, 1] },
  { replicas: 4, rollingUpdate: {}, stops: [3, 2] },
  { replicas: 10, rollingUpdate: {}, stops: [8, 5] },
  { replicas: 3, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, stops: [2, 1] },
  { replicas: 3, rollingUpdate: { maxSurge: '34%', maxUnavailable: '34%' }, stops: [2, 3] },
  { replicas: 3, rollingUpdate: { maxSurge: '100%', maxUnavailable: 0 }, stops: [3, 3] },
  { replicas: 2, rollingUpdate: { maxSurge: '0%', maxUnavailable: '10%' }, stops: [1, 1] },
  { replicas: 5, rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' }, stops: [0, 5] },
];

/** How far an update goes whose pods never get ready, and the most pods that were wanted at once on the way. */
export const surgeTable: TraceCase = {
  name: 'surge-table',
  async run(space) {
    const rows: Json[] = [];
    for (const [index, row] of ROWS.entries()) rows.push(await played(space, `app-${index}`, row));
    return rows;
  },
};

async function played(space: Workspace, name: string, { replicas, rollingUpdate, stops }: Row): Promise<Json> {
  const strategy = { type: 'RollingUpdate', rollingUpdate };
  await done(space.create('deployments', deployment(name, { replicas, strategy })));
  await untilSizes(space, [replicas], name);
  const resourceVersion = text((await space.list('replicasets')).body, 'metadata', 'resourceVersion');
  const change = { spec: { template: unplacedTemplate(name, { image: 'main:2' }) } };
  await done(space.patch('merge', 'deployments', name, change));
  const end = await space.until<Json>(
    'the pods of the new template counted',
    () => untilSizes(space, stops, name),
    (seen) => count(seen, 'deployment', 'status', 'updatedReplicas') === stops[1],
  );
  return {
    replicas,
    rollingUpdate,
    stops: at(end, 'sizes') ?? null,
    most: await mostWanted(space, name, resourceVersion, replicas, end),
    annotations: list(end, 'replicaSets').map((one) => at(one, 'metadata', 'annotations') ?? null),
    status: ['replicas', 'updatedReplicas', 'unavailableReplicas'].map((key) =>
      count(end, 'deployment', 'status', key),
    ),
  };
}

/** The largest sum of wanted pods that any watcher could have seen. */
async function mostWanted(
  space: Workspace,
  app: string,
  resourceVersion: string,
  before: number,
  end: Json,
): Promise<number> {
  const last = Math.max(...list(end, 'replicaSets').map((one) => count(one, 'metadata', 'resourceVersion')));
  const wanted = new Map<string, number>();
  const [old] = list(end, 'replicaSets');
  wanted.set(text(old, 'metadata', 'name'), before);
  let most = before;
  for await (const { object } of space.watch('replicasets', { resourceVersion, labelSelector: `app=${app}` })) {
    wanted.set(text(object, 'metadata', 'name'), count(object, 'spec', 'replicas'));
    most = Math.max(
      most,
      [...wanted.values()].reduce((sum, size) => sum + size, 0),
    );
    if (count(object, 'metadata', 'resourceVersion') >= last) break;
  }
  return most;
}
