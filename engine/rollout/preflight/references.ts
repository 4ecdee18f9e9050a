import { type Cluster, type KubernetesObject, Refusal } from '../cluster.ts';
import { recordAt } from '../object-parts.ts';
import { makesPods } from '../subject.ts';
import { type PodReference, referencesOf } from './pod-references.ts';

/** What is missing for certain (`refusals`), and what may be (`notes`). */
export interface Findings {
  readonly refusals: readonly string[];
  readonly notes: readonly string[];
}

export const NOTHING_FOUND: Findings = { refusals: [], notes: [] };

/** What pods need to start and that is neither applied with them nor in the cluster: known before anything is written.
 *  @param mayReadSecrets Secrets are looked at only by those who have that right already; the deployer's Role has not, and
 *    then the verdict names what is missing. */
export async function missingReferences(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
  mayReadSecrets: boolean,
): Promise<Findings> {
  const wanted = objects
    .filter(makesPods)
    .flatMap(referencesOf)
    .filter(({ kind }) => kind !== 'Secret' || mayReadSecrets);
  const contents = new Map<string, Promise<Content>>();
  for (const reference of wanted) {
    const id = idOf(reference);
    if (!contents.has(id)) contents.set(id, contentOf(cluster, objects, namespace, reference));
  }
  const refusals = new Set<string>();
  const notes = new Set<string>();
  for (const reference of wanted) {
    const sentence = problemOf(reference, (await contents.get(idOf(reference))) ?? 'unreadable', namespace);
    if (sentence !== undefined) (reference.isOptional ? notes : refusals).add(sentence);
  }
  return { refusals: [...refusals], notes: [...notes] };
}

const idOf = ({ kind, name }: PodReference): string => `${kind}/${name}`;

type Content = readonly string[] | 'none' | 'unreadable';

function problemOf({ by, kind, name, key }: PodReference, content: Content, namespace: string): string | undefined {
  if (content === 'unreadable') return undefined;
  if (content === 'none') {
    const where = kind === 'PriorityClass' ? 'in the cluster' : `in namespace "${namespace}"`;
    return `${by} needs ${kind} "${name}", which does not exist ${where}. Create it, or correct the name.`;
  }
  if (key === undefined || content.includes(key)) return undefined;
  const known = content.map((other) => `"${other}"`).join(', ') || 'none';
  return `${by} needs key "${key}" of ${kind} "${name}", which has ${known}. Add it, or correct the key.`;
}

async function contentOf(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
  { apiVersion, kind, name }: PodReference,
): Promise<Content> {
  const own = objects.find((object) => object.kind === kind && object.metadata.name === name);
  try {
    const object = own ?? (await cluster.get({ apiVersion, kind, namespace, name }));
    if (object === undefined) return 'none';
    return ['data', 'binaryData', 'stringData'].flatMap((field) => Object.keys(recordAt(object, field) ?? {}));
  } catch (error) {
    // Whoever may not read it cannot say that it is missing.
    if (error instanceof Refusal && error.status === 403) return 'unreadable';
    throw error;
  }
}
