import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { StandIn, StandInCall } from '../runner/stand-in.ts';
import { checkArtifactName } from './artifact-name.ts';
import { type FoundFiles, findFiles } from './find-files.ts';
import { readInputs } from './inputs.ts';
import { runAttempt } from './run-attempt.ts';
import type { StandInWorld } from './world.ts';

/** `actions/upload-artifact`: keeps files of the job for other jobs of the run. How long and how small they are kept has no effect here.
 *  @see https://github.com/actions/upload-artifact src/upload/upload-artifact.ts */
export const uploadArtifact =
  ({ artifacts, repository }: Pick<StandInWorld, 'artifacts' | 'repository'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, [
      ...(['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite'] as const),
      ...(['include-hidden-files', 'archive'] as const),
    ]);
    const { github, log } = call.context;
    const path = inputs.text('path');
    if (path === '') throw new Error('Input required and not supplied: path');
    const ifNone = inputs.text('if-no-files-found') || 'warn';
    if (!['warn', 'error', 'ignore'].includes(ifNone)) {
      throw new Error(
        `Unrecognized if-no-files-found input. Provided: ${ifNone}. Available options: warn,error,ignore`,
      );
    }
    const { files, root } = await search(call, path, inputs.flag('include-hidden-files', false));
    if (files.length === 0) {
      const sentence = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
      if (ifNone === 'error') throw new Error(sentence);
      log(ifNone === 'warn' ? `::warning::${escaped(sentence)}` : sentence);
      return {};
    }
    log(`With the provided path, there will be ${files.length} file${files.length === 1 ? '' : 's'} uploaded`);
    const archive = inputs.flag('archive', true);
    if (!archive && files.length > 1) {
      throw new Error(
        `When 'archive' is set to false, only a single file can be uploaded. Found ${files.length} files to upload.`,
      );
    }
    const name = archive ? inputs.text('name') || 'artifact' : basename(files[0] ?? '');
    checkArtifactName(name);
    const of = runAttempt(call.context);
    if (inputs.flag('overwrite', false)) await artifacts.remove(of, name);
    const { id, size, digest } = await artifacts.upload(
      of,
      name,
      files.map((source) => ({ source, path: relative(root, source) })),
    );
    const url = `${String(github['server_url'] ?? '')}/${repository}/actions/runs/${of.run}/artifacts/${id}`;
    log(`Artifact ${name} has been successfully uploaded! Final size is ${size} bytes. Artifact ID is ${id}`);
    log(`Artifact download URL: ${url}`);
    return { outputs: { 'artifact-id': String(id), 'artifact-digest': digest, 'artifact-url': url } };
  };

/** Files that the patterns find, and the folder from which their paths are told.
 *  @see https://github.com/actions/upload-artifact src/shared/search.ts */
async function search({ context }: StandInCall, patterns: string, hidden: boolean) {
  const options = { followSymbolicLinks: true, implicitDescendants: true, excludeHiddenFiles: !hidden };
  const found = await findFiles(context, { patterns, options });
  const isFile = await Promise.all(found.paths.map(async (path) => !(await stat(path)).isDirectory()));
  const files = found.paths.filter((_, index) => isFile[index]);
  return { files, root: rootOf(found, files) };
}

function rootOf({ searchPaths }: FoundFiles, files: readonly string[]): string {
  const [first = '', ...others] = searchPaths;
  if (others.length === 0) return files.length === 1 && files[0] === first ? dirname(first) : first;
  const parts = searchPaths.map((path) => path.split(sep));
  const shortest = Math.min(...parts.map(({ length }) => length));
  let common = 0;
  while (common < shortest && parts.every((one) => one[common] === parts[0]?.[common])) common++;
  return join(sep, ...(parts[0] ?? []).slice(0, common));
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
