import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import type { ActionsPort } from '../../rehearsal/github/call.ts';
import { GitRepository } from '../../rehearsal/github/git.ts';
import type { Deployment, TokenPermissions, WorkflowRun } from '../../rehearsal/github/model.ts';
import { type LoggedRequest, startGitHub } from '../../rehearsal/github/server.ts';
import { createRepository, recordedRun } from '../../rehearsal/github/state.ts';
import { Tokens } from '../../rehearsal/github/tokens.ts';
import { run } from './machine/command.ts';

/** A workflow run, and the token of its job. */
export interface FakeRun {
  readonly id: number;
  readonly number: number;
  readonly token: string;
}

/** GitHub's API for one repository with one commit, on loopback: the rehearsal's server with nothing but deployments and
 *  runs in use. */
export interface FakeGitHub {
  readonly url: string;
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly branch: string;
  readonly sha: string;
  /** Newest last. */
  readonly deployments: readonly Deployment[];
  readonly requests: readonly LoggedRequest[];
  /** A new run with a token that may do exactly this; each is newer than the one before. */
  newRun(permissions: TokenPermissions): FakeRun;
  close(): Promise<void>;
}

const BRANCH = 'feature/scenario';

/** Starts it. */
export async function fakeGitHub(): Promise<FakeGitHub> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-github-'));
  const checkout = join(folder, 'checkout');
  await run('git', ['init', '--quiet', checkout]);
  await writeFile(join(checkout, 'README.md'), 'A repository for scenarios.\n');
  const git = await GitRepository.fromCheckout(checkout, join(folder, 'bare'), {
    branches: [BRANCH],
    message: 'scenario',
  });
  const sha = (await git.resolve(BRANCH)) ?? '';
  const repository = createRepository({ owner: 'sluice', name: 'scenario', gitDirectory: git.directory });
  const tokens = new Tokens();
  const none = async () => ({ status: 501, message: 'No workflow is started in a scenario.' });
  const actions: ActionsPort = { dispatch: none, restart: none, cancel() {}, approve: () => false, async raise() {} };
  const server = await startGitHub({ repository, git, clock: realClock, actions, tokens });
  return {
    url: server.url,
    owner: repository.owner,
    name: repository.name,
    id: repository.id,
    branch: BRANCH,
    sha,
    deployments: repository.deployments,
    requests: server.requests,
    newRun(permissions) {
      const number = repository.runs.length + 1;
      const id = 9_000_000 + number;
      repository.runs.push(workflowRun(id, number, sha));
      return { id, number, token: tokens.issue({ permissions, actor: 'octocat', runId: id }) };
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const workflowRun = (id: number, number: number, sha: string): WorkflowRun =>
  recordedRun({
    id,
    number,
    workflowPath: '.github/workflows/deploy.yml',
    name: 'deploy',
    event: 'push',
    headBranch: BRANCH,
    headSha: sha,
    actor: 'octocat',
    // A second apart at least, because GitHub tells no finer time.
    createdAt: `${new Date(Date.now() - 3_600_000 + number * 1000).toISOString().slice(0, 19)}Z`,
    status: 'in_progress',
  });
