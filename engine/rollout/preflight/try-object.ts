import { type Cluster, type KubernetesObject, nameOf, Refusal } from '../cluster.ts';
import { askDryRun, type DryRun } from '../ownership/ask-dry-run.ts';
import { missingSentence } from './access-review.ts';
import { noHistorySentence } from './history-rights.ts';
import { immutableSentence } from './immutable-field.ts';
import { unknownKindSentence } from './unknown-kind.ts';

/** What a dry run of one object says. */
export interface Tried extends DryRun {
  readonly object: KubernetesObject;
  /** Of the server's refusal. */
  readonly status?: number;
}

/** Asks for one object, in sentences that name what is missing. Writes nothing. @throws {Unreachable} */
export async function tryObject(
  cluster: Cluster,
  object: KubernetesObject,
  namespace: string,
  takeOver: readonly string[],
): Promise<Tried> {
  try {
    return { object, ...(await askDryRun(cluster, object, namespace, takeOver)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message } = error;
    const sentence =
      refusalSentence(object, error, namespace) ?? `The API server refuses ${nameOf(object)}: ${message}`;
    return { object, status, answer: undefined, refusals: [sentence], owners: [], notes: [] };
  }
}

/** A right to create is asked for only where something has to be created. */
const FORBIDDEN = /cannot (\w+) resource "([^"]+)" in API group "([^"]*)"/;

/** @returns `undefined` for a refusal that is about something else than a right */
export function forbiddenSentence({ status, message }: Refusal, namespace: string): string | undefined {
  const [, verb = '', resource = '', group = ''] = FORBIDDEN.exec(message) ?? [];
  return status === 403 && verb !== '' ? missingSentence({ group, resource }, [verb], namespace) : undefined;
}

const refusalSentence = (object: KubernetesObject, refusal: Refusal, namespace: string): string | undefined =>
  noHistorySentence(object, refusal, namespace) ??
  forbiddenSentence(refusal, namespace) ??
  unknownKindSentence(object, refusal) ??
  (refusal.status === 422 ? immutableSentence(object, refusal.message) : undefined);
