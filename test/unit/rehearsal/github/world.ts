import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import type { ActionsPort, Dispatch } from '../../../../rehearsal/github/call.ts';
import { GitRepository } from '../../../../rehearsal/github/git.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';
import type { Repository, TokenPermissions, Visibility, WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { type GitHubServer, startGitHub } from '../../../../rehearsal/github/server.ts';
import { createRepository } from '../../../../rehearsal/github/state.ts';
import { Tokens } from '../../../../rehearsal/github/tokens.ts';
import type { RepositoryEvent } from '../../../../rehearsal/workflow/event.ts';

/** A served repository with one commit on main and develop, for tests. */
export interface TestWorld {
  readonly server: GitHubServer;
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly tokens: Tokens;
  readonly head: string;
  readonly dispatched: Parameters<Dispatch>[0][];
  readonly restarted: Parameters<ActionsPort['restart']>[0][];
  readonly cancelled: WorkflowRun[];
  readonly raised: RepositoryEvent[];
  time: number;
  /** Calls the API below the repository with a job's permissions. */
  api(method: string, path: string, permissions: TokenPermissions, body?: unknown): Promise<Response>;
  /** Calls any address with a token. */
  call(method: string, path: string, token: string | undefined, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

/** Private unless said otherwise, so that reading needs its permission. */
export async function testWorld(visibility: Visibility = 'private'): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'github-'));
  const checkout = join(folder, 'checkout');
  await git(['init', '--quiet', checkout]);
  await writeFile(join(checkout, 'README.md'), 'hello\n');
  const bare = join(folder, 'bare.git');
  const repo = await GitRepository.fromCheckout(checkout, bare, {
    branches: ['main', 'develop'],
    message: 'first',
    author: { name: 'Mina', email: 'mina@example.com', date: '2026-03-01T09:00:00+09:00' },
  });
  const repository = createRepository({ owner: 'acme', name: 'shop', gitDirectory: bare, visibility });
  const tokens = new Tokens();
  const dispatched: Parameters<Dispatch>[0][] = [];
  const restarted: Parameters<ActionsPort['restart']>[0][] = [];
  const cancelled: WorkflowRun[] = [];
  const raised: RepositoryEvent[] = [];
  const world = { time: Date.parse('2026-03-01T00:00:00Z') };
  const server = await startGitHub({
    repository,
    git: repo,
    tokens,
    clock: { now: () => world.time, after: () => () => {} },
    actions: {
      async dispatch(request) {
        dispatched.push(request);
        const message = "Workflow does not have 'workflow_dispatch' trigger";
        return request.workflow === 'no.yml' ? { status: 422, message } : undefined;
      },
      async restart(request) {
        restarted.push(request);
        return request.run.number === 404 ? { status: 403, message: 'This workflow run cannot be retried' } : undefined;
      },
      cancel: (run) => cancelled.push(run),
      approve: (run) => run.conclusion === 'action_required',
      async raise(event) {
        raised.push(event);
      },
    },
  });
  const call: TestWorld['call'] = (method, path, token, body) =>
    fetch(new URL(path, server.url), {
      method,
      headers: token === undefined ? {} : { authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return Object.assign(world, {
    server,
    repository,
    git: repo,
    tokens,
    dispatched,
    restarted,
    cancelled,
    raised,
    head: (await repo.resolve('main')) ?? '',
    call,
    api: (method: string, path: string, permissions: TokenPermissions, body?: unknown) => {
      const token = tokens.issue({ permissions, actor: 'mina', runId: 1 });
      return call(method, `/repos/acme/shop${path}`, token, body);
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  });
}

/** The API of the world as an action calls it, with a job's permissions; it never waits before it tries again. */
export const apiOf = ({ server, tokens }: TestWorld, permissions: TokenPermissions): GitHubApi =>
  new GitHubApi({
    apiUrl: server.url,
    repository: { owner: 'acme', name: 'shop' },
    token: tokens.issue({ permissions, actor: 'mina', runId: 7 }),
    wait: async () => {},
  });
