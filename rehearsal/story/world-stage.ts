import { statSync } from 'node:fs';
import { parseState, RECORD_SCHEMA, type RecordPayload } from '../../domain/record.ts';
import { approvalEnvironment } from '../administrator.ts';
import type { Deployment, WorkflowRun } from '../github/model.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { RunEvent } from '../workflow/run-event.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { World } from '../world.ts';
import { finishedRuns } from './finished-runs.ts';
import { RolloutOutputs } from './rollout-outputs.ts';
import type { Change, JobFile, Stage, StagedRecord, StagedRun } from './stage.ts';

const ACTOR = 'ada';

/** Whoever answers when reviewers are asked. */
export type Approver = (environment: string) => Promise<boolean>;

/** The stage that a story is really played on. It hears the world's events from the start. */
export interface WorldStage extends Stage {
  hear(event: RunEvent): void;
  /** Raises any event. @throws what GitHub would refuse, or what went wrong with an approval. */
  raise(event: RepositoryEvent): Promise<readonly RunResult[]>;
}

export function worldStage(world: () => World, approve: Approver): WorldStage {
  const asked = new Map<number, string[]>();
  const outputs = new RolloutOutputs();
  let fail = (_: unknown): void => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {});

  // A review that GitHub refuses would leave the run waiting for ever.
  const raise = (event: RepositoryEvent): Promise<readonly RunResult[]> =>
    Promise.race([finishedRuns(world().engine, event), broken]);

  const play = async (event: RepositoryEvent): Promise<StagedRun> => {
    const results = await raise(event);
    return {
      ids: results.map(({ run }) => run.id),
      conclusion: results.map(({ run }) => run.conclusion ?? 'none').join(', '),
      approvals: results.flatMap(({ run }) => asked.get(run.id) ?? []),
      ...jobFiles(results),
    };
  };

  const pushed = async (branch: string, before: string | undefined, after: string): Promise<StagedRun> =>
    play({ kind: 'push', ref: `refs/heads/${branch}`, before, after, actor: ACTOR });

  const answer = async (run: WorkflowRun, environment: string): Promise<void> =>
    world().review(run, environment, await approve(environment));

  return {
    raise,
    async push({ branch, from, message, changes }) {
      const { git } = world();
      const before = await git.resolve(`refs/heads/${branch}`);
      const parent = (await git.resolve(`refs/heads/${from}`)) ?? from;
      const files = await Promise.all(changes.map((change) => edited(world(), parent, change)));
      return pushed(branch, before, await git.commitFiles(branch, parent, new Map(files), message));
    },
    async merge(branch, from) {
      const { git } = world();
      const before = await git.resolve(`refs/heads/${branch}`);
      return pushed(
        branch,
        before,
        await git.merge(branch, `refs/heads/${from}`, { message: `Merge ${from} into ${branch}` }),
      );
    },
    dispatch: (workflow, branch, inputs) =>
      play({ kind: 'workflow_dispatch', workflow, ref: `refs/heads/${branch}`, inputs, actor: ACTOR }),
    records: () =>
      world().repository.deployments.flatMap(
        (deployment) => record(deployment, world().repository.runs, outputs) ?? [],
      ),
    async visit(tier, service, path) {
      const url = new URL(path, world().url(tier, service));
      const response = await fetch(url, { headers: { connection: 'close' } }).catch((error: Error) => {
        // What `fetch` itself says is "fetch failed".
        throw error.cause instanceof Error ? error.cause : error;
      });
      return response.text();
    },
    hear(event) {
      outputs.hear(event);
      if (event.kind !== 'job-waiting' || event.reason.for !== 'reviewers') return;
      const { environment } = event.reason;
      asked.set(event.run.id, [...(asked.get(event.run.id) ?? []), environment]);
      answer(event.run, environment).catch(fail);
    },
  };
}

/** Files of the jobs of some runs that are worth opening: summaries that say something, and logs of what failed. */
export function jobFiles(results: readonly RunResult[]): Pick<StagedRun, 'summaries' | 'failures'> {
  const jobs = results.flatMap((result) => result.jobs);
  return {
    summaries: jobs.flatMap(({ name, summaryFile }): JobFile[] =>
      summaryFile === undefined || statSync(summaryFile).size < 2 ? [] : [{ job: name, path: summaryFile }],
    ),
    failures: jobs.flatMap(({ name, result, logFile }): JobFile[] =>
      result === 'failure' ? [{ job: name, path: logFile }] : [],
    ),
  };
}

async function edited({ git }: World, commit: string, { path, replace, by }: Change): Promise<[string, string]> {
  const text = (await git.file(commit, path))?.toString('utf8');
  const count = text?.split(replace).length ?? 0;
  if (text === undefined || count !== 2) {
    throw new Error(`The story is out of date: ${path} has "${replace}" ${Math.max(0, count - 1)} times, wanted once.`);
  }
  return [path, text.replace(replace, () => by)];
}

function record(
  deployment: Deployment,
  runs: readonly WorkflowRun[],
  outputs: RolloutOutputs,
): StagedRecord | undefined {
  const { id, createdAt, payload, statuses } = deployment;
  const parsed = typeof payload === 'string' ? JSON.parse(payload) : payload;
  if (typeof parsed !== 'object' || parsed === null || !('schema' in parsed) || parsed.schema !== RECORD_SCHEMA)
    return undefined;
  const known = parsed as RecordPayload;
  const state = parseState(statuses.at(-1)?.description ?? '') ?? { phase: 'started' as const };
  const reviews = runs.find((run) => run.id === known.run.id)?.approvals ?? [];
  const approvedBy = reviews.flatMap(({ user, state: said, environments }) =>
    said === 'approved' && environments.includes(approvalEnvironment(known.tier)) ? [user] : [],
  );
  return {
    ...known,
    id,
    createdAt,
    state,
    seconds: outputs.seconds(deployment),
    failure: outputs.failure(deployment),
    approvedBy,
  };
}
