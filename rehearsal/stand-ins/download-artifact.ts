import { join, matchesGlob, resolve } from 'node:path';
import type { Artifact } from '../kept/artifacts.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { readInputs } from './inputs.ts';
import { ownFile } from './own-file.ts';
import { runAttempt } from './run-attempt.ts';
import type { StandInWorld } from './world.ts';

/** `actions/download-artifact`: puts artifacts of the same run into the workspace. Those of other runs and repositories are refused.
 *  @see https://github.com/actions/download-artifact src/download-artifact.ts */
export const downloadArtifact =
  ({ artifacts }: Pick<StandInWorld, 'artifacts'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, ['name', 'artifact-ids', 'path', 'pattern', 'merge-multiple', 'digest-mismatch']);
    const { workspace, home, log } = call.context;
    const [name, ids] = [inputs.text('name'), inputs.text('artifact-ids')];
    const path = resolve(workspace, (inputs.text('path') || workspace).replace(/^~/, home));
    const known = artifacts.latest(runAttempt(call.context).run);
    const merge = inputs.flag('merge-multiple', false);
    const wanted = choose(known, { name, ids, pattern: inputs.text('pattern') }, (line) => log(line));
    if (name === '' && ids === '' && inputs.text('pattern') === '' && !merge) {
      log('An extra directory with the artifact name will be created for each download');
    }
    if (wanted.length > 0) log('Preparing to download the following artifacts:');
    for (const one of wanted) {
      log(`- ${one.name} (ID: ${one.id}, Size: ${one.size}, Expected Digest: sha256:${one.digest})`);
    }
    const folder = await ownFile(call.context, path);
    const direct = name !== '' || merge || wanted.length === 1;
    for (const one of wanted) await artifacts.download(one, direct ? folder : join(folder, one.name));
    log(`Total of ${wanted.length} artifact(s) downloaded`);
    log('Download artifact has finished successfully');
    return { outputs: { 'download-path': path } };
  };

interface Choice {
  readonly name: string;
  readonly ids: string;
  readonly pattern: string;
}

function choose(
  known: readonly Artifact[],
  { name, ids, pattern }: Choice,
  log: (line: string) => void,
): readonly Artifact[] {
  if (name !== '' && ids !== '') {
    throw failed("Inputs 'name' and 'artifact-ids' cannot be used together. Please specify only one.");
  }
  if (name !== '') {
    log('Downloading single artifact');
    const found = known.filter((one) => one.name === name);
    if (found.length > 0) return found;
    throw failed(
      `Artifact not found for name: ${name}
        Please ensure that your artifact is not expired and the artifact was uploaded using a compatible version of toolkit/upload-artifact.
        For more information, visit the GitHub Artifacts FAQ: https://github.com/actions/toolkit/blob/main/packages/artifact/docs/faq.md`,
    );
  }
  if (ids !== '') return byIds(known, ids, log);
  if (pattern === '') {
    log('No input name, artifact-ids or pattern filtered specified, downloading all artifacts');
    return known;
  }
  log(`Filtering artifacts by pattern '${pattern}'`);
  return known.filter((one) => matchesGlob(one.name, pattern));
}

function byIds(known: readonly Artifact[], ids: string, log: (line: string) => void): readonly Artifact[] {
  log('Downloading artifacts by ID');
  const wanted = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const bad = wanted.find((id) => Number.isNaN(Number.parseInt(id, 10)));
  if (bad !== undefined) throw failed(`Invalid artifact ID: '${bad}'. Must be a number.`);
  const numbers = wanted.map((id) => Number.parseInt(id, 10));
  const found = known.filter(({ id }) => numbers.includes(id));
  if (found.length === 0) throw failed('None of the provided artifact IDs were found');
  const missing = numbers.filter((id) => !found.some((one) => one.id === id));
  if (missing.length > 0) log(`::warning::Could not find the following artifact IDs: ${missing.join(', ')}`);
  return found;
}

const failed = (sentence: string): Error => new Error(`Unable to download artifact(s): ${sentence}`);
