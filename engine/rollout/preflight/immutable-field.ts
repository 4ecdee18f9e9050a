import { type KubernetesObject, nameOf } from '../cluster.ts';

const FIELD =
  /([\w.[\]]+): (?:Invalid value|Forbidden): .*?(?:field is immutable|may not (?:be changed|change) once set|is immutable after creation|updates to \w+ spec for fields other than)/;

/** What the server says when a field of an existing object cannot change, as a sentence that names it and what to do;
 *  `undefined` when it says something else. */
export function immutableSentence(object: KubernetesObject, message: string): string | undefined {
  const field = FIELD.exec(message)?.[1];
  if (field === undefined) return undefined;
  const name = nameOf(object);
  const which = field === 'spec' ? `a field of ${field}` : field;
  const command = `kubectl delete ${object.kind.toLowerCase()} ${object.metadata.name}`;
  const remove = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind)
    ? `delete the object and keep its pods ("${command} --cascade=orphan")`
    : `delete the object first ("${command}")`;
  return `${name} changes ${which}, which cannot be changed after creation. Keep its value, give the object a new name, or ${remove}. The API server says: ${message}`;
}
