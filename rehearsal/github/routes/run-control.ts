import { type Answer, type Call, notFound, notRehearsed, type Route, refused } from '../call.ts';
import type { WorkflowRun } from '../model.ts';
import { accountOf } from '../tokens.ts';
import { findRun } from './runs.ts';

const restart =
  (failedOnly: boolean) =>
  async (call: Call): Promise<Answer> => {
    const run = findRun(call);
    return run === undefined ? notFound() : again(call, run, { failedOnly });
  };

async function again(
  call: Call,
  run: WorkflowRun,
  what: { readonly failedOnly: boolean; readonly job?: string },
): Promise<Answer> {
  if (call.body['enable_debug_logging'] === true) return notRehearsed('debug logging of one run');
  const refusal = await call.actions.restart({ run, actor: accountOf(call.grant).login, ...what });
  return refusal === undefined ? { status: 201, body: {} } : refused(refusal.status, refusal.message);
}

/** One job, and those that depend on it. */
async function restartJob(call: Call): Promise<Answer> {
  for (const run of call.repository.runs) {
    const job = run.jobs.find(({ id }) => String(id) === call.params['job_id']);
    if (job !== undefined) return again(call, run, { failedOnly: false, job: job.name });
  }
  return notFound();
}

function cancel(call: Call): Answer {
  const run = findRun(call);
  if (run === undefined) return notFound();
  if (run.status === 'completed') return refused(409, 'Cannot cancel a workflow run that is completed.');
  call.actions.cancel(run);
  return { status: 202, body: {} };
}

/** The words for a run that does not wait are ours. */
function approve(call: Call): Answer {
  const run = findRun(call);
  if (run === undefined) return notFound();
  return call.actions.approve(run)
    ? { status: 201, body: {} }
    : refused(403, 'Rehearsal: this run does not wait for the approval of a pull request from a fork.');
}

/** @see https://docs.github.com/en/rest/actions/workflow-runs#approve-a-workflow-run-for-a-fork-pull-request, #re-run-a-workflow, #re-run-failed-jobs-from-a-workflow-run,
 *  #re-run-a-job-from-a-workflow-run and #cancel-a-workflow-run */
export const RUN_CONTROL: readonly Route[] = [
  { method: 'POST', path: '/actions/runs/{run_id}/rerun', needs: ['actions', 'write'], handle: restart(false) },
  {
    method: 'POST',
    path: '/actions/runs/{run_id}/rerun-failed-jobs',
    needs: ['actions', 'write'],
    handle: restart(true),
  },
  { method: 'POST', path: '/actions/jobs/{job_id}/rerun', needs: ['actions', 'write'], handle: restartJob },
  { method: 'POST', path: '/actions/runs/{run_id}/approve', needs: ['actions', 'write'], handle: approve },
  { method: 'POST', path: '/actions/runs/{run_id}/cancel', needs: ['actions', 'write'], handle: cancel },
];
