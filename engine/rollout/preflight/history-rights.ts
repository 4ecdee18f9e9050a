import { serviceOfHistory } from '../../../domain/history-object.ts';
import type { KubernetesObject, Refusal } from '../cluster.ts';
import { missingSentence } from './access-review.ts';
import type { Right } from './rights.ts';

export const isHistory = ({ kind, metadata }: KubernetesObject): boolean =>
  kind === 'Secret' && serviceOfHistory(metadata.name) !== undefined;

/** What a rollout does to the history of its service, each for that one name: no other Secret can be read by it. A server-side apply
 *  creates by name, too, which a POST cannot; whether there is something to create is known only after looking.
 *  The ConfigMap is that of earlier versions: it is read once, and emptied.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (createAuthorizerAttributes) */
export const historyRights = (name: string): readonly Right[] => [
  ...(['get', 'patch'] as const).map((verb) => right(verb, 'secrets', name, 'must')),
  right('create', 'secrets', name, 'helps'),
  ...(['get', 'patch'] as const).map((verb) => right(verb, 'configmaps', name, 'must')),
];

const right = (verb: string, resource: string, name: string, need: Right['need']): Right => ({
  ...{ verb, group: '', resource, name, need },
  byName: true,
});

/** What to do when there is no history yet and we may not make one; `undefined` when that is not why. */
export const noHistorySentence = (
  object: KubernetesObject,
  { status, message }: Refusal,
  namespace: string,
): string | undefined =>
  isHistory(object) && status === 403 && / cannot create resource "secrets"/.test(message)
    ? `${missingSentence(right('create', 'secrets', object.metadata.name, 'must'), ['create'], namespace)} The history of the service is kept there, and there is none yet. In a delivery the bootstrap of the tier makes it: have that applied again instead.`
    : undefined;
