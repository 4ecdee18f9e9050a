import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { kubectlKustomize } from '../../adapters/kustomize/kubectl-kustomize.ts';
import { foreignFile, isTemplate } from './foreign-file.ts';
import { jsonDocuments, jsonProblem } from './json-documents.ts';
import { manifestFolder, partOfOther } from './manifest-folder.ts';
import type { ManifestSource } from './options.ts';

/** A text of manifests, and which of its lines are from which file. */
export interface ManifestText {
  readonly text: string;
  /** In order; `first` is the line, from 1 on, where a part of a file begins that begins in line `line` of the file. */
  readonly files: readonly { readonly path: string; readonly first: number; readonly line: number }[];
  /** What was found and is no manifest. */
  readonly notes: readonly string[];
}

/** What `-f -` is called in places. */
const STDIN = 'stdin';

/** A file as it was read. `named`: somebody asked for it, and did not merely name its folder. */
interface ReadFile {
  readonly path: string;
  readonly text: string;
  readonly named: boolean;
}

/** Reads what -f or -k names; a directory gives its manifests by name, and with -R those below it, as kubectl does.
 *  @param stdin reads standard input
 *  @throws sentences that name everything that cannot be read */
export async function readManifests(source: ManifestSource, stdin: () => Promise<Uint8Array>): Promise<ManifestText> {
  if (source.kind === 'kustomize') return { text: await kubectlKustomize(source.directory), files: [], notes: [] };
  const problems: string[] = [];
  const notes: string[] = [];
  const files: ReadFile[] = [];
  const read = async (path: string, named: boolean, bytes: Promise<Uint8Array>): Promise<void> => {
    const found = await bytes.then(decoded, (error: Error) => error);
    if (found instanceof Error) problems.push(`${path} cannot be read: ${found.message}. Correct it, or leave it out.`);
    else if (found === undefined)
      problems.push(`${path} is no UTF-8 (a shell of Windows writes UTF-16). Save it as UTF-8.`);
    // A file that is named, and its folder too, is read once.
    else if (!files.some((file) => resolve(file.path) === resolve(path))) files.push({ path, text: found, named });
  };
  for (const path of source.paths) {
    if (path === '-') {
      await read(STDIN, true, stdin());
      continue;
    }
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) problems.push(missingSentence(path));
    else if (!found.isDirectory()) await read(path, true, readFile(path));
    else {
      const folder = await manifestFolder(path, source.recursive);
      problems.push(...folder.problems);
      notes.push(...folder.notes);
      for (const file of folder.files) await read(file, false, readFile(file));
      if (source.recursive && folder.files.length + folder.problems.length === 0)
        problems.push(
          `The directory "${path}" and those below it hold no manifests (*.yaml, *.yml, *.json). Give another one.`,
        );
    }
  }
  const manifests = files.filter((file) => {
    const broken = jsonProblems(file);
    const foreign = broken.length > 0 ? undefined : foreignSentence(file);
    problems.push(...broken);
    if (foreign !== undefined) (foreign.kind === 'problem' ? problems : notes).push(foreign.sentence);
    return foreign === undefined;
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { ...joined(manifests), notes };
}

function missingSentence(path: string): string {
  return /^https?:\/\//.test(path)
    ? `"${path}" is an address, and what stands there may be another thing tomorrow. Look at it first: curl -fsSL ${path} | sluice rollout apply -f -`
    : `There is no file or directory "${path}". Correct -f, or render the manifests first.`;
}

/** @returns `undefined` for bytes that are no UTF-8. A mark at the beginning is none of the text. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Foreign = { readonly kind: 'problem' | 'note'; readonly sentence: string };

/** What to say about a file that no API server takes. In a folder it is left out, and named; who names it is told. */
function foreignSentence({ path, text, named }: ReadFile): Foreign | undefined {
  const of = path === STDIN ? undefined : partOfOther(path);
  if (of !== undefined) return { kind: 'problem', sentence: of };
  if (isTemplate(text))
    return {
      kind: 'problem',
      sentence: `${path} is no YAML, and looks like a template ({{ … }}). Render it first, and pipe it: helm template … | sluice rollout apply -f -`,
    };
  const why = foreignFile(text);
  if (why === undefined) return undefined;
  if (path === STDIN)
    return {
      kind: 'problem',
      sentence: `What stands on standard input cannot be applied: ${why}. Run what is before the pipe alone, to see why.`,
    };
  return named
    ? { kind: 'problem', sentence: `${path} cannot be applied: ${why}. Leave it out.` }
    : { kind: 'note', sentence: `${path} is left out: ${why}.` };
}

/** A file that calls itself JSON is read as such: YAML would read a comment of JavaScript as a key. */
function jsonProblems({ path, text }: ReadFile): readonly string[] {
  if (!path.endsWith('.json')) return [];
  const documents = jsonDocuments(text) ?? [{ text, line: 1 }];
  return documents.flatMap((document) => {
    const problem = jsonProblem(document.text);
    return problem === undefined
      ? []
      : [`${path}:${document.line} is no JSON: ${problem}. JSON has no comments and no commas at the end of a list.`];
  });
}

export function joined(
  parts: readonly { readonly path: string; readonly text: string }[],
): Omit<ManifestText, 'notes'> {
  let text = '';
  const files: { path: string; first: number; line: number }[] = [];
  for (const { path, text: whole } of parts) {
    const documents = jsonDocuments(whole) ?? [];
    const isJson = documents.length > 1 && documents.every((document) => jsonProblem(document.text) === undefined);
    for (const document of isJson ? documents : [{ text: whole, line: 1 }]) {
      if (text !== '') text += `${text.endsWith('\n') ? '' : '\n'}---\n`;
      files.push({ path, first: text.split('\n').length, line: document.line });
      text += document.text;
    }
  }
  return { text, files };
}

/** `k8s/api.yaml:12`; `undefined` where the text is of no file. */
export function placeOf({ files }: Pick<ManifestText, 'files'>, line: number): string | undefined {
  const file = files.findLast(({ first }) => first <= line);
  return file === undefined ? undefined : `${file.path}:${line - file.first + file.line}`;
}
