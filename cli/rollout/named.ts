import { InvalidInput } from '../../domain/problem.ts';

/** The one of this name. @throws {InvalidInput} that lists those that there are */
export function named<Named extends { readonly name: string }>(
  all: readonly Named[],
  name: string,
  field: string,
): Named {
  const found = all.find((each) => each.name === name);
  if (found !== undefined) return found;
  const message = `Wanted one of: ${all.map((each) => each.name).join(', ')}.`;
  throw new InvalidInput('The command line', [{ field, value: name, message }]);
}
