import { pause } from '../clock.ts';
import { type KubernetesObject, nameOf, Refusal, referenceOf, seenOf } from '../cluster.ts';
import { overMoves } from '../over-moves.ts';
import type { RolloutPorts } from '../request.ts';
import { staysBecause } from './may-be-removed.ts';
import { inOrderOfRemoval } from './removal-order.ts';
import type { Stays } from './stays.ts';

/** What became of objects that are to go. */
export interface Removed {
  /** `Service "api"`. */
  readonly gone: readonly string[];
  readonly left: readonly { readonly name: string; readonly stays: Stays }[];
}

export const NOTHING_REMOVED: Removed = { gone: [], left: [] };

export const together = (...parts: readonly Removed[]): Removed => ({
  gone: parts.flatMap(({ gone }) => gone),
  left: parts.flatMap(({ left }) => left),
});

interface Removal {
  readonly objects: readonly KubernetesObject[];
  readonly service: string;
  readonly namespace: string;
  /** Why one stays that could go otherwise. */
  readonly spared?: (live: KubernetesObject) => Stays | undefined;
  readonly ports: Pick<RolloutPorts, 'cluster' | 'clock' | 'signal' | 'log'>;
}

/** How long a finalizer may take before it is named. */
const TRIES = 5;
const EVERY = 1_000;

/** Deletes objects one by one, in the order that hurts least, each in the version that was looked at. What is gone already is not
 *  told; what must not or cannot be deleted is left, with the reason. @throws {NewerRun | Unreachable} */
export async function removeObjects({ objects, ...removal }: Removal): Promise<Removed> {
  const gone: string[] = [];
  const left: { name: string; stays: Stays }[] = [];
  for (const object of inOrderOfRemoval(objects)) {
    const end = await removeOne(object, removal);
    if (end === 'absent') continue;
    if (end === 'gone') gone.push(nameOf(object));
    else left.push({ name: nameOf(object), stays: end });
  }
  if (gone.length > 0) removal.ports.log.info(`Deleted ${gone.join(', ')}.`);
  return { gone, left };
}

async function removeOne(
  object: KubernetesObject,
  { service, namespace, spared, ports }: Omit<Removal, 'objects'>,
): Promise<'absent' | 'gone' | Stays> {
  const { cluster } = ports;
  const reference = referenceOf(object, namespace);
  try {
    const asked = await overMoves(async (): Promise<'absent' | 'asked' | Stays> => {
      const live = await cluster.get(reference);
      if (live === undefined) return 'absent';
      const stays = staysBecause(live, service, spared);
      if (stays !== undefined) return stays;
      if (live.metadata['deletionTimestamp'] === undefined) await cluster.delete(seenOf(live, namespace));
      return 'asked';
    });
    return asked === 'asked' ? await untilGone(object, namespace, ports) : asked;
  } catch (error) {
    // Others are still tried.
    if (error instanceof Refusal) return { code: 'refused', message: error.message };
    throw error;
  }
}

async function untilGone(
  object: KubernetesObject,
  namespace: string,
  { cluster, clock, signal }: Removal['ports'],
): Promise<'gone' | Stays> {
  for (let tries = 1; ; tries++) {
    const live = await cluster.get(referenceOf(object, namespace));
    // One of the same name that came meanwhile is another one's.
    if (live === undefined || live.metadata['deletionTimestamp'] === undefined) return 'gone';
    const { finalizers } = live.metadata;
    if (tries === TRIES || signal.aborted)
      return { code: 'waits-for-finalizer', finalizers: Array.isArray(finalizers) ? finalizers.map(String) : [] };
    await pause(EVERY, clock, signal);
  }
}
