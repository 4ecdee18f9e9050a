import { type DeploymentRecord, parseState, RECORD_SCHEMA, type RecordPayload } from '../../domain/record.ts';
import type { Deployment, WorkflowRun } from '../github/model.ts';
import type { RepositoryEvent } from '../workflow/event.ts';
import type { World } from '../world.ts';
import type { Change, Stage, StagedRun } from './stage.ts';

const ACTOR = 'ada';

/** Whoever answers when reviewers are asked. */
export type Approver = (environment: string) => Promise<boolean>;

/** The stage that a story is really played on. `waiting` is called by the world's listener when a job waits for reviewers. */
export interface WorldStage extends Stage {
  waiting(run: WorkflowRun, environment: string): void;
}

export function worldStage(world: () => World, approve: Approver): WorldStage {
  const asked = new Map<number, string[]>();

  const play = async (event: RepositoryEvent): Promise<StagedRun> => {
    const { engine } = world();
    const results = await Promise.all((await engine.trigger(event)).map((run) => engine.finished(run)));
    const problems = results.flatMap(({ problems }) => problems);
    if (problems.length > 0) throw new Error(`GitHub would refuse a workflow file: ${problems.join(' ')}`);
    return {
      conclusion: results.map(({ run }) => run.conclusion ?? 'none').join(', '),
      approvals: results.flatMap(({ run }) => asked.get(run.id) ?? []),
      summaries: results.flatMap(({ jobs }) => jobs.flatMap(({ summaryFile }) => summaryFile ?? [])),
    };
  };

  const pushed = async (branch: string, before: string | undefined, after: string): Promise<StagedRun> =>
    play({ kind: 'push', ref: `refs/heads/${branch}`, before, after, actor: ACTOR });

  return {
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
    records: () => world().repository.deployments.flatMap((deployment) => record(deployment) ?? []),
    async visit(tier, service, path) {
      const response = await fetch(new URL(path, world().url(tier, service)), { headers: { connection: 'close' } });
      return response.text();
    },
    waiting(run, environment) {
      asked.set(run.id, [...(asked.get(run.id) ?? []), environment]);
      void approve(environment).then((approved) => world().review(run, environment, approved));
    },
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

function record({ id, createdAt, payload, statuses }: Deployment): DeploymentRecord | undefined {
  const parsed = typeof payload === 'string' ? JSON.parse(payload) : payload;
  if (typeof parsed !== 'object' || parsed === null || !('schema' in parsed) || parsed.schema !== RECORD_SCHEMA)
    return undefined;
  const state = parseState(statuses.at(-1)?.description ?? '') ?? { phase: 'started' as const };
  return { ...(parsed as RecordPayload), id, createdAt, state };
}
