import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ActionDefinition } from '../workflow/action-definition.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { readAction } from '../workflow/read-action.ts';
import { parseUses, type UsesReference, usesTitle } from '../workflow/uses-reference.ts';
import type { SelfRepository } from './frame.ts';
import type { JobState } from './job-state.ts';
import { ownPath, readOwnFile } from './own-path.ts';

/** An action of the repository, as it lies on the job's machine. */
export interface FoundAction {
  readonly definition: ActionDefinition;
  readonly folder: string;
  /** What the log calls it. */
  readonly title: string;
  /** Whether it is from the workspace: only later than others it is known what it does. */
  readonly local: boolean;
  /** What `$/` stands for inside of it. */
  readonly self: SelfRepository;
  /** What its steps see of it in the `github` context. */
  readonly github: Readonly<Record<string, string>>;
}

/** Finds the action that a step uses in the workspace, or in the repository at a commit. `undefined` for an action of somebody else.
 *  @throws the runner's sentence when there is none
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionManager.cs (LoadAction, PrepareRepositoryActionAsync) */
export async function findAction(
  state: JobState,
  { uses }: ActionStep,
  self: SelfRepository,
): Promise<FoundAction | undefined> {
  const reference = parseUses(uses);
  if (reference === undefined || reference.kind === 'docker') return undefined;
  const title = usesTitle(reference, { repository: self.repository, sha: self.ref });
  if (reference.kind === 'local') {
    const folder = join(state.folders.workspace, reference.path);
    const definition = await readFolder(state, folder, pathOf(reference.path));
    if (definition === undefined) {
      throw new Error(
        `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${resolve(folder)}'. Did you forget to run actions/checkout before running your local action?`,
      );
    }
    return { definition, folder, title, local: true, self, github: {} };
  }
  const source = placed(reference, self);
  if (source.repository.toLowerCase() !== ownRepository(state).toLowerCase()) return undefined;
  const root = await placeRepository(state, source);
  const folder = join(root, reference.path);
  const definition = await readFolder(state, folder, reference.path);
  if (definition === undefined) {
    throw new Error(`Can't find 'action.yml', 'action.yaml' or 'Dockerfile' for action '${title}'.`);
  }
  const github = { action_repository: source.repository, action_ref: source.ref };
  return { definition, folder, title, local: false, self: source, github };
}

/** Whether a step uses an action of this repository that does not come out of the workspace. */
export function isFromRepository(state: JobState, { uses }: ActionStep, self: SelfRepository): boolean {
  const reference = parseUses(uses);
  if (reference?.kind !== 'self' && reference?.kind !== 'repository') return false;
  return placed(reference, self).repository.toLowerCase() === ownRepository(state).toLowerCase();
}

const ownRepository = ({ request }: JobState): string => String(request.github['repository'] ?? '');

const placed = (
  reference: Extract<UsesReference, { kind: 'self' | 'repository' }>,
  self: SelfRepository,
): SelfRepository => (reference.kind === 'self' ? self : { repository: reference.repository, ref: reference.ref });

function placeRepository(state: JobState, source: SelfRepository): Promise<string> {
  const folder = join(state.folders.actions, source.repository, source.ref);
  const placing = state.placed.get(folder) ?? place(state, source, folder);
  state.placed.set(folder, placing);
  return placing;
}

async function place({ request }: JobState, { repository, ref }: SelfRepository, folder: string): Promise<string> {
  const commit = await request.source.resolve(ref);
  if (commit === undefined) {
    throw new Error(`Unable to resolve action \`${repository}@${ref}\`, unable to find version \`${ref}\``);
  }
  await mkdir(folder, { recursive: true });
  await request.source.place(commit, folder);
  return folder;
}

const pathOf = (uses: string): string => uses.replace(/^\.\//, '').replace(/\/+$/, '');

/** What a job has put there may be a link or a pipe. */
async function readFolder({ request }: JobState, folder: string, path: string): Promise<ActionDefinition | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const file = join(folder, name);
    if (!existsSync(file)) continue;
    const own = await ownPath(request.machine.folder, file).catch(() => {
      throw new NotRehearsed(`an action at ${file}, which leads out of the folder of the job,`);
    });
    const content = await readOwnFile(await realpath(own));
    if (content === undefined) continue;
    return readAction({ name: file, path: join(path, name), content: content.toString('utf8') });
  }
  const image = ['Dockerfile', 'dockerfile'].some((name) => existsSync(join(folder, name)));
  return image ? { kind: 'docker', inputs: [] } : undefined;
}
