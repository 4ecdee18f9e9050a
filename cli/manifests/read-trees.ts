import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { kubectlKustomize } from '../../adapters/kustomize/kubectl-kustomize.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { buildKustomization } from '../../manifests-src/render/build.ts';
import { fieldsOf } from '../../manifests-src/rules/read/fields.ts';
import type { Kustomization, Platform, Tree } from '../../manifests-src/rules/tree.ts';
import { readManifests } from '../rollout/manifest-files.ts';
import { KUSTOMIZATIONS } from '../rollout/manifest-folder.ts';
import { spreadGround, withAsides } from './ground.ts';
import { manifestsIn } from './manifests-in.ts';
import { overlaysAmong } from './overlays.ts';

/** Tiers on which nobody depends, by the words that people call them with. */
const NOT_PRODUCTION =
  /(?:^|[-_./])(?:dev|develop|development|stag|stage|staging|test|testing|qa|preview|sandbox|local|ci)(?:$|[-_./])/;

/** The trees of a folder: the folder itself where it is a kustomization, each of its overlays, or all the manifests in it and below.
 *  @throws {InvalidInput} with everything that cannot be read */
export async function readTrees(folder: string, platform: Platform): Promise<readonly Tree[]> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new InvalidInput('--manifests', [{ field: 'FOLDER', value: folder, message: 'There is no such folder.' }]);
  const kustomizations = kustomizationsIn(folder);
  const tree = async (path: string, text: Promise<string>): Promise<Tree> => {
    const name = basename(path);
    const isProduction = !NOT_PRODUCTION.test(name);
    return { name, objects: manifestsIn(await text, path), kustomizations: [], platform, isProduction };
  };
  const overlays = isKustomization(folder) ? [folder] : overlaysAmong(kustomizations).map((path) => join(folder, path));
  if (overlays.length > 0)
    return withKustomizations(
      spreadGround(withAsides(await Promise.all(overlays.map((path) => tree(path, built(path)))))),
      kustomizations,
    );
  const source = { kind: 'files', paths: [folder], recursive: true } as const;
  return [
    await tree(
      folder,
      readManifests(source, async () => new Uint8Array()).then(({ text }) => text),
    ),
  ];
}

const isKustomization = (folder: string): boolean => KUSTOMIZATIONS.some((name) => existsSync(join(folder, name)));

const kustomizationsIn = (folder: string): readonly Kustomization[] =>
  globSync(`**/{${KUSTOMIZATIONS.join(',')}}`, { cwd: folder })
    .toSorted()
    .map((file) => ({ file, fields: fieldsOf(parse(readFileSync(join(folder, file), 'utf8'), { version: '1.1' })) }));

/** What is wrong with a kustomization is said once, with the first tree. */
const withKustomizations = (trees: readonly Tree[], kustomizations: readonly Kustomization[]): readonly Tree[] =>
  trees.map((each, index) => (index === 0 ? { ...each, kustomizations } : each));

/** By kubectl where there is one, as a release is formed; else by our own renderer, which says what it does not know. */
const built = (path: string): Promise<string> =>
  kubectlKustomize(path).catch((problem: Error) => {
    if (problem.cause === undefined) throw problem;
    const read = (file: string) =>
      statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined;
    return JSON.stringify({ kind: 'List', items: buildKustomization(path, read) });
  });
