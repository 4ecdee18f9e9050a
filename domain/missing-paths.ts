import type { Delivery } from './delivery.ts';
import type { Problem } from './problem.ts';
import { serviceShape, tierShape } from './shape/delivery-shape.ts';
import { isOnlyTooMuch, type Shape } from './shape/shape.ts';

/** A path that a field names, from the root of the delivery. */
interface Named {
  readonly field: string;
  readonly folder: string;
  /** In that folder; `undefined` for the folder itself. */
  readonly file: string | undefined;
}

/** Folders and files that the delivery names and the repository does not have. `exists` answers for paths from the repository's root.
 *  Parts of another shape name none. */
export function missingPaths({ root, services, tiers }: Delivery, exists: (path: string) => boolean): Problem[] {
  if (typeof root !== 'string') return [];
  const named = [
    ...sound(services, serviceShape, 'services').flatMap(({ at, value: { path, test } }): Named[] => [
      { field: `${at}.path`, folder: path, file: undefined },
      { field: `${at}.path`, folder: path, file: 'Dockerfile' },
      ...(test.runtime === 'python'
        ? [{ field: `${at}.test.requirements`, folder: path, file: test.requirements }]
        : []),
    ]),
    ...sound(tiers, tierShape, 'tiers').flatMap(({ at, value: { verify } }): Named[] =>
      verify === undefined
        ? []
        : [
            { field: `${at}.verify.path`, folder: verify.path, file: undefined },
            { field: `${at}.verify.requirements`, folder: verify.path, file: verify.requirements },
          ],
    ),
  ];
  const from = (path: string): string => (root === '' ? path : `${root}/${path}`);
  return named.flatMap(({ field, folder, file }) => {
    const path = from(file === undefined ? folder : `${folder}/${file}`);
    // What lies in a folder that is missing is not said twice.
    if (exists(path) || (file !== undefined && !exists(from(folder)))) return [];
    const kind = file === undefined ? 'folder' : 'file';
    return [{ field, value: path, message: `There is no such ${kind} in the repository.` }];
  });
}

const sound = <T>(list: readonly T[], shape: Shape, name: string) =>
  (Array.isArray(list) ? Array.from(list as readonly T[]) : [])
    .map((value, index) => ({ at: `${name}[${index}]`, value }))
    .filter(({ at, value }) => isOnlyTooMuch(shape(value, at)));
