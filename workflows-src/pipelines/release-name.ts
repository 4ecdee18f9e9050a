import type { Service } from '../../domain/service.ts';
import type { Expression } from '../language/expression.ts';
import { type InputDefinition, type Inputs, inputs } from '../language/input.ts';
import { idOf } from '../language/reference.ts';

/** Name under which workflows hand the release of a service to each other. */
export const releaseName = ({ name }: Service): string => idOf(`${name}-release`);

/** Inputs of a workflow that takes one release per service. */
export type ReleaseInputs = Readonly<
  Record<string, InputDefinition & { readonly type: 'string'; readonly required: true }>
>;

/** One release per service, as inputs of a workflow. */
export const releaseInputs = (services: readonly Service[]): Inputs<ReleaseInputs> =>
  inputs(
    Object.fromEntries(
      services.map((service) => [
        releaseName(service),
        { type: 'string', required: true, description: `Release of ${service.name}, repository@sha256:<64 hex>.` },
      ]),
    ),
  );

/** A value by a name that is known only when the delivery is.
 *  @throws when nothing has that name */
export function named<T extends Expression>(values: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    throw new Error(`There is no value "${name}"; there are: ${Object.keys(values).join(', ') || 'none'}.`);
  }
  return value;
}
