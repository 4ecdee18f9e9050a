import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, realClock } from '../../../../rehearsal/cluster/clock.ts';
import { GitRepository } from '../../../../rehearsal/github/git.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';
import type { Repository, WorkflowRun } from '../../../../rehearsal/github/model.ts';
import type { JobClaims } from '../../../../rehearsal/github/oidc.ts';
import { createRepository } from '../../../../rehearsal/github/state.ts';
import { Tokens } from '../../../../rehearsal/github/tokens.ts';
import type { StandIn } from '../../../../rehearsal/runner/stand-in.ts';
import { createEngine, type Engine } from '../../../../rehearsal/workflow/engine.ts';
import type { EngineOptions } from '../../../../rehearsal/workflow/engine-options.ts';
import type { RepositoryEvent } from '../../../../rehearsal/workflow/event.ts';
import type { RunEvent } from '../../../../rehearsal/workflow/run-event.ts';
import type { JobRecord, RunResult } from '../../../../rehearsal/workflow/run-result.ts';

/** An action for tests that puts the repository's files into the workspace, as actions/checkout does. */
export const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

/** A repository with an engine, for tests of whole workflows: files in, results out. */
export interface TestWorld {
  readonly engine: Engine;
  readonly repository: Repository;
  readonly git: GitRepository;
  readonly tokens: Tokens;
  readonly events: RunEvent[];
  /** Claims of jobs that were given an identity. */
  readonly identities: JobClaims[];
  readonly standIns: Map<string, StandIn>;
  readonly folder: string;
  /** Commits files to a branch, as a push does; undefined deletes one. @returns the push that GitHub would see. */
  commit(files: Files, branch?: string, message?: string): Promise<RepositoryEvent & { kind: 'push' }>;
  /** Commits, triggers and waits for all runs. */
  push(files: Files, branch?: string): Promise<readonly RunResult[]>;
  /** The same for one workflow file, `.github/workflows/w.yml`. */
  run(workflow: string, files?: Files): Promise<RunResult>;
  /** Triggers an event and waits for all runs. */
  trigger(event: RepositoryEvent): Promise<readonly RunResult[]>;
  /** Resolves with the first event, past or future, that passes. */
  until(test: (event: RunEvent) => boolean): Promise<RunEvent>;
  close(): Promise<void>;
}
export type Files = Readonly<Record<string, string | undefined>>;

export async function testWorld(
  options: Partial<EngineOptions> & { readonly clock?: Clock } = {},
  facts: Partial<Parameters<typeof createRepository>[0]> = {},
): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-test-'));
  const bare = join(folder, 'bare.git');
  await git(['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  const repo = GitRepository.open(bare);
  const heads = new Map([['main', await fastImport(bare, 'main', undefined, {}, 'root')]]);

  const repository = createRepository({ owner: 'acme', name: 'shop', gitDirectory: bare, ...facts });
  const tokens = new Tokens();
  const events: RunEvent[] = [];
  const watchers = new Set<(event: RunEvent) => void>();
  const identities: JobClaims[] = [];
  const standIns = new Map<string, StandIn>([['actions/checkout', checkout(bare)]]);
  const engine = createEngine({
    repository,
    tokens,
    identities: {
      allow(claims) {
        identities.push(claims);
        return { url: 'http://127.0.0.1:1/oidc?api-version=2.0', token: 'identity-request-token' };
      },
      revoke() {},
    },
    apiUrl: 'http://127.0.0.1:1',
    serverUrl: 'http://127.0.0.1:1',
    standIns,
    node: process.execPath,
    ownRunners: new Set(['x']),
    environment: {},
    folder: join(folder, 'runs'),
    clock: realClock,
    listener(event) {
      events.push(event);
      for (const watch of watchers) watch(event);
    },
    ...options,
  });
  const finish = (runs: readonly WorkflowRun[]) => Promise.all(runs.map((run) => engine.finished(run)));
  const commit: TestWorld['commit'] = async (files, branch = 'main', message = 'change\n\nmore') => {
    const before = heads.get(branch);
    const after = await fastImport(bare, branch, before ?? heads.get('main'), files, message);
    heads.set(branch, after);
    return { kind: 'push', ref: `refs/heads/${branch}`, before, after, actor: 'mina' };
  };
  const trigger: TestWorld['trigger'] = async (event) => finish(await engine.trigger(event));
  return {
    engine,
    repository,
    git: repo,
    tokens,
    events,
    identities,
    standIns,
    folder,
    commit,
    trigger,
    push: async (files, branch) => trigger(await commit(files, branch)),
    async run(workflow, files = {}) {
      const [result] = await trigger(await commit({ ...files, '.github/workflows/w.yml': workflow }));
      if (result === undefined) throw new Error('The push started no run.');
      return result;
    },
    until: (test) =>
      new Promise((resolve) => {
        const past = events.find(test);
        if (past !== undefined) return resolve(past);
        const watch = (event: RunEvent): void => {
          if (!test(event)) return;
          watchers.delete(watch);
          resolve(event);
        };
        watchers.add(watch);
      }),
    async close() {
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** One process for a whole commit. */
async function fastImport(bare: string, branch: string, parent: string | undefined, files: Files, message: string) {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const changes = Object.entries(files).map(([path, text]) =>
    text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`,
  );
  const from = parent === undefined ? '' : `from ${parent}\n`;
  const who = 'Mina <mina@example.com> 1772323200 +0900';
  const input = `commit refs/heads/${branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n${data(message)}${from}${changes.join('')}\nget-mark :1\n`;
  return (await git([`--git-dir=${bare}`, 'fast-import', '--quiet', '--force'], { input })).toString('utf8').trim();
}

const checkout =
  (bare: string): StandIn =>
  async ({ context }) => {
    const sha = String(context.github['sha']);
    await git([`--git-dir=${bare}`, `--work-tree=${context.workspace}`, 'checkout', sha, '--', '.'], {
      env: { GIT_INDEX_FILE: join(context.temp, 'index') },
    });
    return { outputs: { commit: sha } };
  };

/** Results of all jobs, by path. */
export const resultsOf = ({ jobs }: RunResult): Record<string, JobRecord['result']> =>
  Object.fromEntries(jobs.map(({ path, result }) => [path, result]));

/** Outputs of one job. */
export const outputsOf = (result: RunResult, path: string): Readonly<Record<string, string>> =>
  jobOf(result, path).outputs;

export function jobOf({ jobs }: RunResult, path: string): JobRecord {
  const found = jobs.find((job) => job.path === path);
  if (found === undefined) throw new Error(`There is no job ${path} among ${jobs.map((job) => job.path).join(', ')}.`);
  return found;
}
