import { type Answer, type Call, notFound, ok, type Route, type Schema } from '../call.ts';
import { counted, PAGING } from '../lists.ts';
import type { WorkflowJob, WorkflowRun } from '../model.ts';
import { apiUrl, environmentMention, nodeId, repositoryShape, runShape, user, webUrl } from '../shapes.ts';
import { stableId } from '../state.ts';

/** The run that the path names. */
export const findRun = ({ repository, params }: Call): WorkflowRun | undefined =>
  repository.runs.find(({ id }) => String(id) === params['run_id']);

const fullRun = (call: Call, run: WorkflowRun) => ({ ...runShape(call, run), repository: repositoryShape(call) });

function jobShape(call: Call, run: WorkflowRun, job: WorkflowJob): Schema<'job'> {
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${apiUrl(call)}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    workflow_name: run.name,
    url: `${apiUrl(call)}/actions/jobs/${job.id}`,
    html_url: `${webUrl(call)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion ?? null,
    created_at: run.createdAt,
    started_at: job.startedAt ?? run.startedAt,
    completed_at: job.completedAt ?? null,
    name: job.name,
    steps: (job.steps ?? []).map((step) => ({ ...step, status: 'completed' as const })),
    check_run_url: `${apiUrl(call)}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  };
}

/** The run as it was in the attempt that the path names. */
function findAttempt(call: Call): WorkflowRun | undefined {
  const run = findRun(call);
  const attempt = Number(call.params['attempt_number']);
  if (run === undefined || run.attempt === attempt) return run;
  const earlier = run.earlier.find((one) => one.attempt === attempt);
  return earlier === undefined ? undefined : { ...run, ...earlier };
}

/** Jobs of the newest attempt, with those that it has kept; all attempts for `filter=all`. */
function jobsOf(call: Call, run: WorkflowRun): Answer {
  const all = [...run.earlier.flatMap(({ jobs }) => jobs), ...run.jobs];
  const jobs = call.query.get('filter') === 'all' ? [...new Set(all)] : run.jobs;
  return counted(call, 'jobs', jobs, (job) => jobShape(call, run, job));
}

const FILTERS = ['head_sha', 'branch', 'event', 'actor', 'status', ...PAGING];

function list(call: Call) {
  const { query, repository } = call;
  const workflow = call.params['workflow_id'];
  const wanted = (key: string, ...actual: readonly (string | undefined)[]): boolean =>
    !query.has(key) || actual.includes(query.get(key) ?? '');
  const found = repository.runs
    .filter(
      (run) =>
        (workflow === undefined ||
          run.workflowPath.endsWith(`/${workflow}`) ||
          String(stableId(run.workflowPath)) === workflow) &&
        wanted('head_sha', run.headSha) &&
        wanted('branch', run.headBranch) &&
        wanted('event', run.event) &&
        wanted('actor', run.actor) &&
        wanted('status', run.status, run.conclusion),
    )
    .sort((a, b) => b.id - a.id);
  return counted(call, 'workflow_runs', found, (run) => fullRun(call, run));
}

/** @see https://docs.github.com/en/rest/actions/workflow-runs and /workflow-jobs */
export const RUNS: readonly Route[] = [
  { method: 'GET', path: '/actions/runs', needs: ['actions', 'read'], query: FILTERS, handle: list },
  {
    method: 'GET',
    path: '/actions/workflows/{workflow_id}/runs',
    needs: ['actions', 'read'],
    query: FILTERS,
    handle: list,
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}',
    needs: ['actions', 'read'],
    handle(call) {
      const run = findRun(call);
      return run === undefined ? notFound() : ok(fullRun(call, run));
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/jobs',
    needs: ['actions', 'read'],
    query: ['filter', ...PAGING],
    handle(call) {
      const run = findRun(call);
      return run === undefined ? notFound() : jobsOf(call, run);
    },
  },
  {
    method: 'GET',
    path: '/actions/jobs/{job_id}',
    needs: ['actions', 'read'],
    handle(call) {
      for (const run of call.repository.runs)
        for (const job of [...run.jobs, ...run.earlier.flatMap(({ jobs }) => jobs)])
          if (String(job.id) === call.params['job_id']) return ok(jobShape(call, run, job));
      return notFound();
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/attempts/{attempt_number}',
    needs: ['actions', 'read'],
    handle(call) {
      const run = findAttempt(call);
      return run === undefined ? notFound() : ok(fullRun(call, run));
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
    needs: ['actions', 'read'],
    query: PAGING,
    handle(call) {
      const run = findAttempt(call);
      return run === undefined ? notFound() : jobsOf(call, run);
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/approvals',
    needs: ['actions', 'read'],
    handle(call) {
      const run = findRun(call);
      if (run === undefined) return notFound();
      const named = (name: string) => call.repository.environments.get(name.toLowerCase());
      return ok(
        run.approvals.map(({ state, comment, user: login, userId, environments }) => ({
          state,
          comment,
          user: user(call, login, userId),
          environments: environments.flatMap((name) => {
            const environment = named(name);
            return environment === undefined ? [] : [environmentMention(call, environment)];
          }),
        })),
      );
    },
  },
];
