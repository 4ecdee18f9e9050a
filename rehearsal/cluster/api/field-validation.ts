import { misfitsOf } from '../apply/misfits.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { badRequest, invalidOptions, refusedPatch } from '../storage/status-errors.ts';
import { notSupported } from '../storage/validation/problem.ts';
import type { ApiRequest } from './api-request.ts';
import { optionsKind } from './write-parameters.ts';

/** Looks for fields the kind does not have, as `fieldValidation` says: `Strict` refuses, `Warn` (the default) tells, `Ignore`
 *  does neither. Unknown fields are dropped, as Go's decoding drops them; a value of the wrong type is always refused.
 *  With `live` the object is the result of a patch, which is refused in other words.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
export const validatedFields = (
  object: KubernetesObject,
  request: ApiRequest,
  live?: KubernetesObject,
): { readonly object: KubernetesObject; readonly warnings: readonly string[] } => {
  const mode = request.query.get('fieldValidation') || 'Warn';
  if (!['Strict', 'Warn', 'Ignore'].includes(mode))
    throw invalidOptions(optionsKind(request), notSupported('fieldValidation', mode, ['', 'Ignore', 'Strict', 'Warn']));
  const known = new Set(live === undefined ? [] : misfitsOf(live).unknown);
  const { cleaned, unknown, mistyped } = misfitsOf(object);
  const what = `${object.kind} in version "${request.type.version}" cannot be handled as a ${object.kind}`;
  const [wrong] = mistyped;
  const refused = (why: string): Error =>
    live === undefined ? badRequest(`${what}: ${why}`) : refusedPatch(object, why);
  if (wrong !== undefined) throw refused(wrong);
  const texts = unknown.filter((field) => !known.has(field)).map((field) => `unknown field "${field}"`);
  if (mode === 'Strict' && texts.length > 0) throw refused(`strict decoding error: ${texts.join(', ')}`);
  return { object: cleaned, warnings: mode === 'Warn' ? texts : [] };
};
