import { standingOf } from '../../../domain/field-manager.ts';
import { isKeptBySluice } from '../../kept-objects.ts';
import { type Cluster, isMoved, type KubernetesObject, Refusal, referenceOf, seenOf } from '../cluster.ts';
import { overMoves } from '../over-moves.ts';
import { additions } from './additions.ts';
import { difference, expected } from './expected.ts';
import { isOverruled, isTaken, ownershipsOf } from './field-managers.ts';
import { type FieldPath, hasPath, valueAt } from './field-path.ts';
import { handOver, REPLICAS } from './hand-over.ts';
import { type Leftover, leftovers } from './leftovers.ts';
import { addedNote, handOverNotes, leftNote, overruledNote, ownedSentence } from './sentences.ts';
import { withBook } from './with-book.ts';

/** What the server would make of an object, and what its owners say to that. */
export interface DryRun {
  /** As it would be; `undefined` when somebody's ownership speaks against it. */
  readonly answer: KubernetesObject | undefined;
  readonly refusals: readonly string[];
  /** Managers whose fields the refusals are about. */
  readonly owners: readonly string[];
  readonly notes: readonly string[];
}

type Asked = Pick<Cluster, 'get' | 'apply' | 'patch'>;

/** Asks the server to check an object as it will be written, ownership included, and writes nothing. Where fields change hands first,
 *  the server is asked about the object that comes of it. @throws {Refusal} for every other no of the server. */
export async function askDryRun(
  cluster: Asked,
  object: KubernetesObject,
  namespace: string,
  takeOver: readonly string[],
): Promise<DryRun> {
  const first = await applyDryRun(cluster, object);
  if (isKeptBySluice(object.kind, object.metadata.name)) return answered(object, orThrow(first));
  if (!(first instanceof Refusal) && !concerns(first, object, takeOver)) return answered(object, first);
  if (first instanceof Refusal && first.conflicts.length === 0 && first.status !== 422) throw first;
  return await overMoves(async () => {
    const found = await cluster.get(referenceOf(object, namespace));
    if (found === undefined)
      return answered(object, first instanceof Refusal ? await forceDryRun(cluster, object, first) : first);
    const live = await withBook(cluster, found);
    return await judge(cluster, object, live, { first, takeOver, namespace });
  });
}

interface Question {
  readonly first: KubernetesObject | Refusal;
  readonly takeOver: readonly string[];
  readonly namespace: string;
}

async function judge(
  cluster: Asked,
  object: KubernetesObject,
  live: KubernetesObject,
  { first, takeOver, namespace }: Question,
): Promise<DryRun> {
  const book = ownershipsOf(live);
  const plan = handOver(live, object, takeOver);
  const conflicts = first instanceof Refusal ? first.conflicts : [];
  const contradictions = conflicts.filter(({ manager }) => !isOverruled(manager, book, takeOver));
  const candidates = leftovers(live, object, takeOver, plan?.gone);
  const gone = [...(plan?.gone ?? []), ...candidates.map(({ path }) => path)];
  const bare = gone.length === 0 ? undefined : await withoutThese(cluster, { object, live, gone, namespace });
  // What comes again by itself is a default, and nobody's wish.
  const isWish = (path: FieldPath): boolean =>
    bare === undefined ||
    bare instanceof Refusal ||
    JSON.stringify(valueAt(bare, path)) !== JSON.stringify(valueAt(live, path));
  const left = candidates.filter(({ path }) => isWish(path));
  const refused = left.filter(({ weight }) => weight === 'refused');
  if (contradictions.length + refused.length > 0)
    return {
      answer: undefined,
      refusals: [ownedSentence(object, contradictions, refused)],
      owners: [...contradictions, ...refused].map(({ manager }) => manager),
      notes: [],
    };
  const byHand = conflicts.filter(
    ({ manager }) =>
      standingOf(manager) === 'kubectl' && !book.some((one) => one.manager === manager && isTaken(one, takeOver)),
  );
  const notes = [
    ...(plan === undefined ? [] : handOverNotes(object, { ...plan, leaving: plan.leaving.filter(isWish) })),
    ...(byHand.length === 0 ? [] : [overruledNote(object, byHand)]),
  ];
  if (plan !== undefined && bare !== undefined) return answered(object, orThrow(bare), left, notes);
  return answered(object, first instanceof Refusal ? await forceDryRun(cluster, object, first) : first, left, notes);
}

interface Bare {
  readonly object: KubernetesObject;
  readonly live: KubernetesObject;
  readonly gone: readonly FieldPath[];
  readonly namespace: string;
}

/** The object as the server would have it with the manifests applied and these fields gone. */
async function withoutThese(
  cluster: Asked,
  { object, live, gone, namespace }: Bare,
): Promise<KubernetesObject | Refusal> {
  const { status: _, ...change } = difference(live, expected(live, object, gone));
  try {
    return await cluster.patch(seenOf(live, namespace), change, { dryRun: true });
  } catch (error) {
    if (error instanceof Refusal && !isMoved(error)) return error;
    throw error;
  }
}

/** Whether the owners of an object have to be asked at all, as a dry run of it shows them. */
const concerns = (answer: KubernetesObject, object: KubernetesObject, takeOver: readonly string[]): boolean =>
  ownershipsOf(answer).some((one) => isTaken(one, takeOver)) ||
  leftovers(answer, object, takeOver).length > 0 ||
  mayYield(answer, object);

/** Nobody has the number of pods, and the manifests say none: it may have been ours. */
function mayYield(answer: KubernetesObject, object: KubernetesObject): boolean {
  const owners = ownershipsOf(answer).filter(({ paths }) => hasPath(paths, REPLICAS));
  return valueAt(answer, REPLICAS) !== undefined && valueAt(object, REPLICAS) === undefined && owners.length === 0;
}

async function applyDryRun(cluster: Asked, object: KubernetesObject): Promise<KubernetesObject | Refusal> {
  try {
    return (await cluster.apply(object, { dryRun: true })).object;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function orThrow(answer: KubernetesObject | Refusal): KubernetesObject {
  if (answer instanceof Refusal) throw answer;
  return answer;
}

/** Only ownership was in the way, and may be overruled. */
async function forceDryRun(cluster: Asked, object: KubernetesObject, refusal: Refusal): Promise<KubernetesObject> {
  if (refusal.conflicts.length === 0) throw refusal;
  return (await cluster.apply(object, { dryRun: true, force: true })).object;
}

function answered(
  object: KubernetesObject,
  answer: KubernetesObject,
  left: readonly Leftover[] = [],
  notes: readonly string[] = [],
): DryRun {
  const added = additions(answer, object);
  return {
    answer,
    refusals: [],
    owners: [],
    notes: [
      ...notes,
      ...(left.length === 0 ? [] : [leftNote(object, left)]),
      ...(added.length === 0 ? [] : [addedNote(object, added)]),
    ],
  };
}
