import { type KubernetesObject, nameOf, type Refusal } from '../cluster.ts';

/** An API server answers a path that it does not serve with a page, and not with a Status, which has a reason.
 *  @returns `undefined` for a refusal that is about something else */
export const unknownKindSentence = (object: KubernetesObject, { status, reason }: Refusal): string | undefined =>
  status === 404 && reason === ''
    ? `The cluster does not know the kind of ${nameOf(object)}, which is ${object.kind} of ${object.apiVersion}. Have an administrator install what brings it, or take the object out of the release.`
    : undefined;
