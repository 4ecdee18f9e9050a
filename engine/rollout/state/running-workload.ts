import { type Cluster, type KubernetesObject, referenceOf } from '../cluster.ts';
import { COLOUR } from '../copy-labels.ts';
import { selectorOf } from '../exposed-workload.ts';
import { bearsMark } from '../workload.ts';
import type { History } from './history.ts';
import { keptHistory } from './kept-history.ts';

/** A service of a namespace. */
interface Place {
  readonly service: string;
  readonly namespace: string;
}

/** The history of a service, and its workload or CronJob as it is; `undefined` where there is none. @throws as of `keptHistory` */
export async function readRunning(
  cluster: Pick<Cluster, 'get'>,
  place: Place,
): Promise<{ readonly history: History; readonly live: KubernetesObject | undefined }> {
  const { history } = await keptHistory(cluster, place.service, place.namespace);
  return { history, live: await runningWorkload(cluster, history, place) };
}

/** The workload as it runs; which one it is, the history knows best. Of two colours it is the one that the Service leads to: the
 *  other may have an earlier release and no traffic. */
async function runningWorkload(
  cluster: Pick<Cluster, 'get'>,
  history: History,
  { service, namespace }: Place,
): Promise<KubernetesObject | undefined> {
  const [known] = history.filter(({ objects }) => objects.some(bearsMark));
  const workload = known?.objects.find(bearsMark);
  const reference =
    workload === undefined
      ? { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: service }
      : referenceOf(workload, namespace);
  const named = known?.objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  const services = await Promise.all(
    (named ?? [service]).map((name) => cluster.get({ apiVersion: 'v1', kind: 'Service', namespace, name })),
  );
  const [colour] = services.flatMap((object) => selectorOf(object)[COLOUR] ?? []);
  return await cluster.get(colour === undefined ? reference : { ...reference, name: `${reference.name}-${colour}` });
}
