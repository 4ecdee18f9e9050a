import type { Service } from '../../domain/service.ts';
import type { Expression } from '../language/expression.ts';
import { idOf } from '../language/reference.ts';

/** Name under which workflows hand the release of a service to each other. */
export const releaseName = ({ name }: Service): string => idOf(`${name}-release`);

/** A value by a name that is known only when the delivery is.
 *  @throws when nothing has that name */
export function outputNamed<T extends Expression>(values: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    throw new Error(`There is no value "${name}"; there are: ${Object.keys(values).join(', ') || 'none'}.`);
  }
  return value;
}
