import { type KubernetesObject, nameOf, Refusal, Unreachable } from '../cluster.ts';
import { changedObjects } from '../foreign/changed-objects.ts';
import { changedSentence } from '../foreign/foreign-sentence.ts';
import type { Undertaking } from '../undertaking.ts';

/** Whether somebody else has led the traffic somewhere else since we wrote the Service. He knows something that we do not: no copy is
 *  scaled down and no traffic is moved after that. What cannot be looked at is decided by the writes that follow.
 *  @returns a sentence where it is so */
export async function movedByOthers(
  service: KubernetesObject,
  { written, request, ports }: Undertaking,
): Promise<string | undefined> {
  const ours = written.of(service);
  if (ours === undefined) return undefined;
  try {
    const changed = await changedObjects(ports.cluster, [ours], request.namespace);
    return changed.length === 0 ? undefined : changedSentence(changed, 'midway');
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return undefined;
    throw error;
  }
}

/** Where it is not known who has moved the traffic. */
export const movedSentence = (service: KubernetesObject): string =>
  `${nameOf(service)} was switched by this run and leads to another copy now: somebody has moved the traffic. Nothing was undone, and no copy was scaled down. Look who wrote it, then run this again.`;
