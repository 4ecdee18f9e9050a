import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const MANIFEST = /\.(ya?ml|json)$/;
/** @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
export const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** What a folder has for us. */
export interface Folder {
  readonly files: readonly string[];
  readonly notes: readonly string[];
  /** Sentences about what has to be rendered first. */
  readonly problems: readonly string[];
}

/** The manifests of a folder by name, and of those below it where that is asked for. Folders that kustomize or helm render are not read
 *  file by file: what they mean is what they are rendered to. */
export async function manifestFolder(path: string, recursive: boolean): Promise<Folder> {
  const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const toRender = renderSentence(path, names);
  if (toRender !== undefined) return { files: [], notes: [], problems: [toRender] };
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = names.filter((name) => MANIFEST.test(name)).map((name) => join(path, name));
  if (!recursive) return { files, notes: [], problems: files.length > 0 ? [] : [emptySentence(path, folders)] };
  const isAside = (name: string): boolean => name.startsWith('.') || name === 'node_modules';
  const below = await Promise.all(
    folders.filter((name) => !isAside(name)).map((name) => manifestFolder(join(path, name), true)),
  );
  return {
    files: [...files, ...below.flatMap((folder) => folder.files)],
    notes: [
      ...folders
        .filter((name) => isAside(name) && name !== '.git')
        .map((name) => `${join(path, name)} is not looked into.`),
      ...below.flatMap((folder) => folder.notes),
    ],
    problems: below.flatMap((folder) => folder.problems),
  };
}

function renderSentence(path: string, names: readonly string[]): string | undefined {
  if (names.includes('Chart.yaml'))
    return `"${path}" is a chart of Helm, not manifests. Render it: helm template NAME ${path} | sluice rollout apply -f -`;
  return KUSTOMIZATIONS.some((name) => names.includes(name))
    ? `"${path}" is a kustomization, whose files mean something only together. Give it with -k ${path}`
    : undefined;
}

function emptySentence(path: string, folders: readonly string[]): string {
  const kustomizations = folders.filter((name) => KUSTOMIZATIONS.some((file) => existsSync(join(path, name, file))));
  const wayOn =
    kustomizations.length > 0
      ? `Give one of its kustomizations: ${kustomizations.map((name) => `-k ${join(path, name)}`).join(', ')}`
      : folders.length > 0
        ? `Add -R to read the folders below it (${folders.join(', ')}), or give another one.`
        : 'Give another one, or -k for kustomize.';
  return `The directory "${path}" holds no manifests (*.yaml, *.yml, *.json). ${wayOn}`;
}

/** What to do about a file that is part of something else than a folder of manifests; `undefined` for any other one. */
export function partOfOther(path: string): string | undefined {
  const name = path.split('/').at(-1) ?? '';
  const folder = dirname(path);
  if (KUSTOMIZATIONS.includes(name)) return renderSentence(folder, [name]);
  const chart = [folder, dirname(folder)].find((each) => existsSync(join(each, 'Chart.yaml')));
  return chart === undefined ? undefined : renderSentence(chart, ['Chart.yaml']);
}
