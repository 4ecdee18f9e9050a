import { isRecord } from '../../../domain/shape/shape.ts';
import { applyObject } from '../apply.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { kindKey } from '../manifests/reading.ts';
import { kindsOf } from '../manifests/scope.ts';
import type { Manifests } from '../manifests.ts';
import type { Findings } from '../preflight/references.ts';

/** What is known of the whole cluster's part of a release before the first write. */
export interface ClusterObjects extends Findings {
  /** Whether the server can be asked about an object now, and not only when the definition that comes with it is there. */
  isAskable(object: KubernetesObject): boolean;
}

/** Asks the server for a dry run of each object of the whole cluster, and looks whether those that are left to others are there. Writes
 *  nothing. @throws {Refusal | Unreachable} */
export async function lookAtClusterObjects(
  { clusterObjects, leftToOthers, objects }: Manifests,
  cluster: Cluster,
): Promise<ClusterObjects> {
  const awaited = await kindsToCome(clusterObjects, cluster);
  const isAskable = (object: KubernetesObject): boolean => !awaited.has(kindKey(object));
  const [refusals, notes] = await Promise.all([
    Promise.all(clusterObjects.filter(isAskable).map((object) => refusalOf(object, cluster))),
    Promise.all(leftToOthers.map((object) => leftSentence(object, objects, cluster))),
  ]);
  const unasked = [...objects, ...clusterObjects].filter((object) => !isAskable(object));
  return {
    isAskable,
    refusals: refusalSentences(refusals),
    notes: [
      ...notes,
      ...(unasked.length === 0
        ? []
        : [
            `The server could not be asked in advance about ${unasked.map(nameOf).join(', ')}: the definition of the kind comes with this release.`,
          ]),
    ],
  };
}

/** Kinds that a definition of the release brings and that the cluster does not know yet. */
async function kindsToCome(
  clusterObjects: readonly KubernetesObject[],
  cluster: Cluster,
): Promise<ReadonlySet<string>> {
  const brought = clusterObjects.flatMap((object) => [...kindsOf(object).keys()]);
  const known = await Promise.all(
    brought.map((key) => {
      const slash = key.lastIndexOf('/');
      return cluster.resourceOf(key.slice(0, slash), key.slice(slash + 1));
    }),
  );
  return new Set(brought.filter((_, index) => known[index] === undefined));
}

async function refusalOf(object: KubernetesObject, cluster: Cluster): Promise<Refused | undefined> {
  try {
    await applyObject(cluster, object, true);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return { object, refusal: error };
    throw error;
  }
}

interface Refused {
  readonly object: KubernetesObject;
  readonly refusal: Refusal;
}

/** What a right is missing for is told in one sentence: whoever may not write one of them mostly may write none. */
function refusalSentences(all: readonly (Refused | undefined)[]): readonly string[] {
  const refused = all.filter((each) => each !== undefined);
  const [forbidden, others] = [true, false].map((is) =>
    refused.filter(({ refusal }) => (refusal.status === 403) === is),
  );
  return [
    ...(forbidden === undefined || forbidden.length === 0
      ? []
      : [
          `We may not write ${forbidden.map(({ object }) => nameOf(object)).join(', ')}: they belong to the whole cluster. Ask an administrator to apply them, and leave them out with --cluster-scoped leave-out.`,
        ]),
    ...(others ?? []).map(({ object, refusal }) => `The API server refuses ${nameOf(object)}: ${refusal.message}`),
  ];
}

async function leftSentence(
  object: KubernetesObject,
  objects: readonly KubernetesObject[],
  cluster: Cluster,
): Promise<string> {
  const left = `${nameOf(object)} is left out, as --cluster-scoped says`;
  try {
    const found = await cluster.get(referenceOf(object, ''));
    if (found !== undefined) return `${left}; the cluster has one.`;
  } catch (error) {
    if (error instanceof Refusal) return `${left}; whether the cluster has one may not be looked at.`;
    throw error;
  }
  const users = objects.filter((other) => refersTo(other, object)).map(nameOf);
  const need = users.length === 0 ? '' : ` ${users.join(', ')} ${users.length === 1 ? 'needs' : 'need'} it.`;
  return `${left}, and the cluster has none.${need} Ask an administrator to apply it.`;
}

/** Fields that name an object of the whole cluster. */
const NAMING = ['className', 'ingressClassName', 'name', 'priorityClassName', 'runtimeClassName', 'storageClassName'];

function refersTo(other: KubernetesObject, { kind, metadata: { name } }: KubernetesObject): boolean {
  return within(other);

  function within(value: unknown): boolean {
    if (Array.isArray(value)) return value.some(within);
    if (!isRecord(value)) return false;
    return Object.entries(value).some(
      ([key, inner]) =>
        (inner === name && NAMING.includes(key) && (key !== 'name' || value['kind'] === kind)) || within(inner),
    );
  }
}
