import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { kubectlKustomize } from '../../adapters/kustomize/kubectl-kustomize.ts';
import type { ManifestSource } from './options.ts';

/** A text of manifests, and which of its lines are from which file. */
export interface ManifestText {
  readonly text: string;
  /** In order; `first` is the line, from 1 on, where the file begins. */
  readonly files: readonly { readonly path: string; readonly first: number }[];
}

const MANIFEST = /\.(ya?ml|json)$/;

/** Reads what -f or -k names; a directory gives its manifests by name, without those below it, as kubectl does.
 *  @throws a sentence that names what cannot be read */
export async function readManifests(source: ManifestSource): Promise<ManifestText> {
  if (source.kind === 'kustomize') return { text: await kubectlKustomize(source.directory), files: [] };
  const paths = (await Promise.all(source.paths.map(filesOf))).flat();
  return joined(await Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') }))));
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new Error(`There is no file or directory "${path}". Correct -f, or render the manifests first.`);
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => MANIFEST.test(name)).sort();
  if (names.length === 0)
    throw new Error(
      `The directory "${path}" holds no manifests (*.yaml, *.yml, *.json). Give another one, or -k for kustomize.`,
    );
  return names.map((name) => join(path, name));
}

export function joined(parts: readonly { readonly path: string; readonly text: string }[]): ManifestText {
  let text = '';
  const files: { path: string; first: number }[] = [];
  for (const part of parts) {
    if (text !== '') text += `${text.endsWith('\n') ? '' : '\n'}---\n`;
    files.push({ path: part.path, first: text.split('\n').length });
    text += part.text;
  }
  return { text, files };
}

/** `k8s/api.yaml:12`; `undefined` where the text is of no file. */
export function placeOf({ files }: ManifestText, line: number): string | undefined {
  const file = files.findLast(({ first }) => first <= line);
  return file === undefined ? undefined : `${file.path}:${line - file.first + 1}`;
}
