import type { Delivery } from './delivery.ts';
import { innerPath } from './inner-path.ts';
import { MANIFEST_SOURCES } from './manifests/manifest-sources.ts';
import type { Problem } from './problem.ts';
import type { NamedPath } from './runtime/runtime.ts';
import { runtimeOf } from './runtime/runtimes.ts';
import type { Service } from './service.ts';
import { serviceShape, tierShape } from './shape/delivery-shape.ts';
import { isOnlyTooMuch, type Shape } from './shape/shape.ts';

/** Folders and files that the delivery names and the repository does not have. `exists` answers for paths from the repository's root.
 *  Parts of another shape name none. */
export function missingPaths(
  { root, services, tiers, manifests }: Delivery,
  exists: (path: string) => boolean,
): Problem[] {
  if (typeof root !== 'string') return [];
  const named = [
    ...sound(services, serviceShape, 'services').flatMap(({ at, value }) =>
      pathsOf(value).map((path): NamedPath => ({ ...path, field: `${at}.${path.field}` })),
    ),
    ...sound(tiers, tierShape, 'tiers').flatMap(({ at, value: { verify } }): NamedPath[] =>
      verify === undefined
        ? []
        : [
            { field: `${at}.verify.path`, folder: verify.path, file: undefined },
            verify.reach === 'job'
              ? { field: `${at}.verify.path`, folder: verify.path, file: 'Dockerfile' }
              : { field: `${at}.verify.requirements`, folder: verify.path, file: verify.requirements },
          ],
    ),
    ...ownOverlays({ services, tiers, manifests }),
  ];
  const from = (path: string): string => innerPath(root, path);
  return named.flatMap(({ field, folder, file }) => {
    const path = from(file === undefined ? folder : `${folder}/${file}`);
    // What lies in a folder that is missing is not said twice.
    if (exists(path) || (file !== undefined && !exists(from(folder)))) return [];
    const kind = file === undefined ? 'folder' : 'file';
    return [{ field, value: path, message: `There is no such ${kind} in the repository.` }];
  });
}

/** Kustomizations that nobody generates. */
function ownOverlays({ services, tiers, manifests }: Pick<Delivery, 'services' | 'tiers' | 'manifests'>): NamedPath[] {
  const source = MANIFEST_SOURCES.find(({ kind }) => kind === manifests?.kind);
  if (source === undefined || source.generates.includes('overlays')) return [];
  const overlays = source.overlays(manifests, { generated: '', from: (path) => path });
  return sound(tiers, tierShape, '').flatMap(({ value: tier }) =>
    sound(services, serviceShape, '').map(({ value: service }) => ({
      field: 'manifests',
      folder: overlays.replaceAll('{tier}', tier.name).replaceAll('{service}', service.name),
      file: undefined,
    })),
  );
}

/** Its folders, its Dockerfile, and what its tests want. */
function pathsOf({ path, context, dockerfile, test, testInputs = [] }: Service): readonly NamedPath[] {
  return [
    { field: 'path', folder: path, file: undefined },
    ...(context === undefined ? [] : [{ field: 'context', folder: context, file: undefined }]),
    dockerfile === undefined
      ? { field: 'path', folder: path, file: 'Dockerfile' }
      : { field: 'dockerfile', folder: '.', file: dockerfile },
    ...testInputs.map((input, index) => ({ field: `testInputs[${index}]`, folder: '.', file: input })),
    ...runtimeOf(test).paths(test, path),
  ];
}

const sound = <T>(list: readonly T[], shape: Shape, name: string) =>
  (Array.isArray(list) ? Array.from(list as readonly T[]) : [])
    .map((value, index) => ({ at: `${name}[${index}]`, value }))
    .filter(({ at, value }) => isOnlyTooMuch(shape(value, at)));
