import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isBelow } from '../enclosure/sandbox/mounts.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { forkCodeRefusal } from './fork-code.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

const FULL_SHA = /^[0-9a-f]{40}$/;

/** `actions/checkout`: fetches the commit of the run from the repository of the rehearsal, as deep as asked. No token stays behind,
 *  whatever `persist-credentials` says: this git is on the same disk and asks for none. */
export const checkout =
  ({
    git: source,
    repository,
    visibility,
    workspaces,
  }: Pick<StandInWorld, 'git' | 'repository' | 'visibility' | 'workspaces'>): StandIn =>
  async (call) => {
    const inputs = readInputs(call, [
      'repository',
      'ref',
      'token',
      'path',
      'clean',
      'fetch-depth',
      'persist-credentials',
      'show-progress',
      'allow-unsafe-pr-checkout',
    ]);
    const { github, permissions, workspace, own, log } = call.context;
    const wanted = inputs.text('repository');
    const given = inputs.text('ref');
    const commit = FULL_SHA.test(given.toLowerCase()) ? given : undefined;
    const asked = { repository: wanted === '' ? repository : wanted, ref: commit === undefined ? given : '', commit };
    const refusal = inputs.flag('allow-unsafe-pr-checkout', false) ? undefined : forkCodeRefusal(github, asked);
    if (refusal !== undefined) throw new Error(refusal);
    if (wanted !== '' && wanted.toLowerCase() !== repository.toLowerCase()) {
      throw new NotRehearsed(`a checkout of ${wanted}, which is another repository than ${repository},`);
    }
    if (permissions.contents === undefined && visibility === 'private') {
      throw new Error(
        `The repository ${repository} was not found: the job's token lacks "contents: read", without which GitHub does not show a private repository.`,
      );
    }
    const ref = given === '' ? String(github['ref'] ?? '') : given;
    const sha = await source.resolve(given === '' ? String(github['sha'] ?? '') : given);
    if (sha === undefined)
      throw new Error(`A branch or tag with the name "${given}" could not be found in ${repository}.`);

    const path = resolve(workspace, inputs.text('path'));
    if (!isBelow(path, workspace)) throw new Error(`Repository path '${path}' is not under '${workspace}'`);
    const directory = await own(path);
    await mkdir(directory, { recursive: true });
    if (inputs.flag('clean', true)) await empty(directory);
    const branch = /^(?:refs\/heads\/)?(.+)$/.exec(ref)?.[1] ?? '';
    const onBranch = !FULL_SHA.test(ref) && (await source.resolve(`refs/heads/${branch}`)) !== undefined;
    await workspaces.checkOut(directory, {
      sha,
      branch: onBranch ? branch : undefined,
      depth: Number(inputs.text('fetch-depth') || '1'),
      origin: `${String(github['server_url'] ?? '')}/${repository}`,
    });
    log(`Checked out ${sha} of ${repository}${onBranch ? ` (${branch})` : ''}.`);
    return { outputs: { ref, commit: sha } };
  };

const empty = async (directory: string): Promise<void> => {
  await Promise.all((await readdir(directory)).map((name) => rm(join(directory, name), { recursive: true })));
};
