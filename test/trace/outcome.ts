import type { Answer } from './api.ts';
import { at, isObject, type Json, list, text } from './json.ts';

/** What a case stands on: the object of a write that must succeed. @throws when it is refused. */
export async function done(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  if (status < 400) return body;
  throw new Error(`A write that the case stands on was answered ${status}: ${JSON.stringify(body).slice(0, 600)}`);
}

/** An answer as a trace shows it: a refusal with all its words, a success with what `select` takes of the object. */
export function outcome({ status, body, warnings }: Answer, select?: (object: Json) => Json | undefined): Json {
  const warned = warnings.length === 0 ? {} : { warnings };
  if (status >= 400) {
    return typeof body === 'string'
      ? { status, body, ...warned }
      : {
          status,
          reason: at(body, 'reason') ?? null,
          message: text(body, 'message'),
          details: inOrder(at(body, 'details') ?? null),
          ...warned,
        };
  }
  return { status, ...warned, ...(select === undefined ? {} : { object: select(body) ?? null }) };
}

/** Conflicts by field: a real server tells those of two managers in any order. */
const inOrder = (details: Json): Json => {
  const causes = list(details, 'causes');
  if (!isObject(details) || !causes.some((cause) => text(cause, 'reason') === 'FieldManagerConflict')) return details;
  const keyOf = (cause: Json): string => `${text(cause, 'field')} ${text(cause, 'message')}`;
  return { ...details, causes: causes.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))) };
};

/** The whole object without the book of its field managers. */
export const withoutManagers = (object: Json): Json =>
  JSON.parse(JSON.stringify(object, (key, value) => (key === 'managedFields' ? undefined : value))) as Json;

/** Who owns which fields, by name: the order of the book itself depends on the second in which each entry was written. */
export const managers = (object: Json): readonly Json[] => {
  const keyOf = (entry: Json): string =>
    [text(entry, 'operation'), text(entry, 'manager'), text(entry, 'subresource')].join();
  return list(object, 'metadata', 'managedFields').toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
};

/** Conditions in the order of their types, without times. */
export const conditions = (object: Json): Json => {
  const found = at(object, 'status', 'conditions');
  if (!Array.isArray(found)) return [];
  return found
    .map((condition: Json) => ({
      type: text(condition, 'type'),
      status: text(condition, 'status'),
      reason: text(condition, 'reason'),
      message: text(condition, 'message'),
    }))
    .sort((a, b) => a.type.localeCompare(b.type));
};
