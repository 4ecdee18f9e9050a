import { posix } from 'node:path';
import { listOf } from '../../manifests-src/rules/read/fields.ts';
import type { Kustomization } from '../../manifests-src/rules/tree.ts';

/** The folders of kustomizations that are built for themselves: those that no other one takes, that are no components, and that are not
 *  only a list of what others take. */
export function overlaysAmong(kustomizations: readonly Kustomization[]): readonly string[] {
  const takers = kustomizations.map((each) => ({ folder: posix.dirname(each.file), each, takes: takenBy(each) }));
  const takenBesides = (path: string, folder: string): boolean =>
    takers.some((other) => other.folder !== folder && other.takes.includes(path));
  return takers
    .filter(({ each }) => each.fields['kind'] !== 'Component')
    .filter(({ folder }) => !takenBesides(folder, folder))
    .filter(({ folder, each, takes }) => !isList(each) || !takes.some((path) => takenBesides(path, folder)))
    .map(({ folder }) => folder);
}

const takenBy = ({ file, fields }: Kustomization): readonly string[] =>
  ['resources', 'bases', 'components'].flatMap((name) =>
    listOf(fields[name]).map((path) => posix.normalize(posix.join(posix.dirname(file), String(path)))),
  );

/** Whether it changes nothing of what it takes. */
const isList = ({ fields }: Kustomization): boolean =>
  Object.keys(fields).every((name) => ['apiVersion', 'kind', 'resources'].includes(name));
