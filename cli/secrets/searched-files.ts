import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { VENDORED_FOLDER } from '../../domain/actions-source.ts';
import { manifestsFolder } from '../../domain/manifests-folder.ts';
import { SETUP_FOLDER } from '../../setup-src/setup-files.ts';
import { CONFIG_NAMES } from '../config/find-config.ts';
import type { Config } from '../config/load-config.ts';
import { listFiles } from '../repository-files.ts';

/** Larger ones are data, or made by a tool. */
const LARGEST = 1 << 20;

export interface SearchedFiles {
  /** Files and folders of the delivery, from the root of the repository; the root itself is ''. */
  readonly places: readonly string[];
  /** Files in these places, tracked or new, but not ignored. */
  readonly files: readonly string[];
  /** Those of them that are too large to be looked at. */
  readonly tooLarge: readonly string[];
}

/** What a delivery brings to GitHub and to the cluster: its config, workflows, what an administrator runs, manifests, services and their tests. */
export function searchedFiles({ root, path, delivery }: Config): SearchedFiles {
  const within = (folder: string): string => posix.join(delivery.root, folder).replace(/^\.$|\/$/, '');
  const places = [
    ...(path === undefined ? CONFIG_NAMES : [path]),
    '.github',
    SETUP_FOLDER,
    manifestsFolder(delivery),
    ...delivery.services.map((service) => within(service.path)),
    ...delivery.tiers.flatMap(({ verify }) => (verify === undefined ? [] : [within(verify.path)])),
  ];
  const isAt = (file: string, place: string): boolean => place === '' || file === place || file.startsWith(`${place}/`);
  const all = listFiles(root)
    // What is vendored is compared byte by byte, and has the forms of secrets in it.
    .filter((file) => !isAt(file, VENDORED_FOLDER) && places.some((place) => isAt(file, place)));
  const isLarge = (file: string): boolean => statSync(join(root, file)).size > LARGEST;
  return {
    places: places.includes('') ? [''] : [...new Set(places)],
    files: all.filter((file) => !isLarge(file)),
    tooLarge: all.filter(isLarge),
  };
}
