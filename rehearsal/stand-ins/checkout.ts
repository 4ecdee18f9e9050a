import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../github/git-command.ts';
import type { StandIn } from '../runner/stand-in.ts';
import { readInputs } from './inputs.ts';
import type { StandInWorld } from './world.ts';

const FULL_SHA = /^[0-9a-f]{40}$/;

/** `actions/checkout`: fetches the commit of the run from the repository of the rehearsal, as deep as asked. No token stays behind,
 *  whatever `persist-credentials` says: this git is on the same disk and asks for none. */
export const checkout =
  ({ git: source, repository }: Pick<StandInWorld, 'git' | 'repository'>): StandIn =>
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
    ]);
    const { github, permissions, workspace, log } = call.context;
    const wanted = inputs.text('repository');
    if (wanted !== '' && wanted.toLowerCase() !== repository.toLowerCase()) {
      throw new Error(`Only ${repository} can be checked out in a rehearsal, and this step asks for ${wanted}.`);
    }
    if (permissions.contents === undefined) {
      throw new Error(
        `The repository ${repository} was not found: the job's token lacks "contents: read", without which GitHub does not show a private repository.`,
      );
    }
    const given = inputs.text('ref');
    const ref = given === '' ? String(github['ref'] ?? '') : given;
    const sha = await source.resolve(given === '' ? String(github['sha'] ?? '') : given);
    if (sha === undefined)
      throw new Error(`A branch or tag with the name "${given}" could not be found in ${repository}.`);

    const directory = join(workspace, inputs.text('path'));
    await mkdir(directory, { recursive: true });
    if (inputs.flag('clean', true)) await empty(directory);
    const depth = inputs.text('fetch-depth') || '1';
    const run = (...args: readonly string[]) => git(['-C', directory, ...args]);
    await run('init', '--quiet', '--initial-branch=main');
    await appendFile(join(directory, '.git', 'config'), remote(`${String(github['server_url'] ?? '')}/${repository}`));
    // The objects are on this disk already: they are read where they are, as `git clone --shared` does, instead of copied.
    await writeFile(join(directory, '.git', 'objects', 'info', 'alternates'), `${join(source.directory, 'objects')}\n`);
    const branch = /^(?:refs\/heads\/)?(.+)$/.exec(ref)?.[1] ?? '';
    const onBranch = !FULL_SHA.test(ref) && (await source.refs(`refs/heads/${branch}`)).some(isRef(branch));
    const tracking = onBranch ? `refs/remotes/origin/${branch}` : 'refs/remotes/origin/rehearsal';
    if (depth === '0')
      await run('fetch', '--quiet', '--no-tags', `file://${source.directory}`, '+refs/heads/*:refs/remotes/origin/*');
    else if (depth === '1') await writeFile(join(directory, '.git', 'shallow'), `${sha}\n`);
    else await run('fetch', '--quiet', '--no-tags', `--depth=${depth}`, `file://${source.directory}`, sha);
    await run('update-ref', tracking, sha);
    if (onBranch) await run('checkout', '--quiet', '--force', '-B', branch, tracking);
    else await run('checkout', '--quiet', '--force', '--detach', sha);
    log(`Checked out ${sha} of ${repository}${onBranch ? ` (${branch})` : ''}.`);
    return { outputs: { ref, commit: sha } };
  };

const remote = (url: string): string =>
  `[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;

const isRef =
  (branch: string) =>
  ({ ref }: { readonly ref: string }): boolean =>
    ref === `refs/heads/${branch}`;

const empty = async (directory: string): Promise<void> => {
  await Promise.all((await readdir(directory)).map((name) => rm(join(directory, name), { recursive: true })));
};
