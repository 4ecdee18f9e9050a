import { apiVersionOf, NEEDS, parseNeeds } from '../../../domain/bootstrap-need.ts';
import { pause } from '../clock.ts';
import {
  type Cluster,
  type KubernetesObject,
  type ObjectReference,
  Refusal,
  referenceOf,
  Unreachable,
} from '../cluster.ts';
import type { Undertaking } from '../undertaking.ts';
import { isTold, objectStanding } from './object-standing.ts';
import type { Standing } from './route-standing.ts';

/** How long load balancers may take; those of clouds take minutes. */
const OPEN_WITHIN = 300_000;
/** What has just been made may be unknown to a controller for a moment. */
const REFUSED_FOR = 15_000;
const lookEvery = (waited: number): number => (waited < 10_000 ? 2_000 : 10_000);

/** Whether what leads users to the release, and what keeps others from it, does what it says: routes that were written and whatever of the
 *  bootstrap they say they need. Waited for, because clouds are slow.
 *  @returns a sentence, also when it cannot be known; `undefined` when all of it is so, or nothing was written that says so */
export async function notOpen({ written, ports, request }: Undertaking): Promise<string | undefined> {
  const { cluster, clock, signal } = ports;
  const references = edgeOf(written.all, request.namespace);
  const begun = clock.now();
  let refusedSince: number | undefined;
  while (references.length > 0) {
    const standing = await worstOf(cluster, references);
    if (standing.kind === 'taken') return undefined;
    const now = clock.now();
    refusedSince = standing.kind === 'refused' ? (refusedSince ?? now) : undefined;
    const isLasting = refusedSince !== undefined && now - refusedSince >= REFUSED_FOR;
    if (isLasting || now - begun >= OPEN_WITHIN || signal.aborted)
      return `Its pods are ready, but who reaches them is not what the release says: ${standing.sentence}. Have an administrator look at it, then run this again.`;
    await pause(lookEvery(now - begun), clock, signal);
  }
  return undefined;
}

/** Routes that say what they need, and that; each once. */
function edgeOf(objects: readonly KubernetesObject[], namespace: string): readonly ObjectReference[] {
  const found = objects.flatMap((object) => {
    const { needs } = parseNeeds(object.metadata.annotations?.[NEEDS] ?? '');
    const told = needs.filter(({ kind }) => isTold(kind));
    return [
      ...(told.length > 0 && isTold(object.kind) ? [referenceOf(object, namespace)] : []),
      ...told.map(({ kind, name }) => ({ apiVersion: apiVersionOf(kind), kind, name, namespace })),
    ];
  });
  return [...new Map(found.map((reference) => [`${reference.kind}/${reference.name}`, reference])).values()];
}

/** What is refused counts before what nobody has told yet. */
async function worstOf(cluster: Pick<Cluster, 'get'>, references: readonly ObjectReference[]): Promise<Standing> {
  try {
    const all = await Promise.all(references.map((reference) => standingNow(cluster, reference)));
    const [worst = { kind: 'taken' }] = [
      ...all.filter(({ kind }) => kind === 'refused'),
      ...all.filter(({ kind }) => kind === 'unknown'),
    ];
    return worst;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable)
      return { kind: 'unknown', sentence: `it cannot be read (${error.message})` };
    throw error;
  }
}

async function standingNow(cluster: Pick<Cluster, 'get'>, reference: ObjectReference): Promise<Standing> {
  const object = await cluster.get(reference);
  return object === undefined
    ? { kind: 'unknown', sentence: `${reference.kind} "${reference.name}" is gone` }
    : objectStanding(object);
}
