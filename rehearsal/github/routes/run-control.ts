import { type Answer, type Call, notFound, notRehearsed, type Route, refused } from '../call.ts';
import { accountOf } from '../tokens.ts';
import { findRun } from './runs.ts';

const restart =
  (failedOnly: boolean) =>
  async (call: Call): Promise<Answer> => {
    const run = findRun(call);
    if (run === undefined) return notFound();
    if (call.body['enable_debug_logging'] === true) return notRehearsed('debug logging of one run');
    const actor = accountOf(call.grant).login;
    const refusal = await call.actions.restart({ run, actor, failedOnly });
    return refusal === undefined ? { status: 201, body: {} } : refused(refusal.status, refusal.message);
  };

function cancel(call: Call): Answer {
  const run = findRun(call);
  if (run === undefined) return notFound();
  if (run.status === 'completed') return refused(409, 'Cannot cancel a workflow run that is completed.');
  call.actions.cancel(run);
  return { status: 202, body: {} };
}

/** @see https://docs.github.com/en/rest/actions/workflow-runs#re-run-a-workflow, #re-run-failed-jobs-from-a-workflow-run and
 *  #cancel-a-workflow-run */
export const RUN_CONTROL: readonly Route[] = [
  { method: 'POST', path: '/actions/runs/{run_id}/rerun', needs: ['actions', 'write'], handle: restart(false) },
  {
    method: 'POST',
    path: '/actions/runs/{run_id}/rerun-failed-jobs',
    needs: ['actions', 'write'],
    handle: restart(true),
  },
  { method: 'POST', path: '/actions/runs/{run_id}/cancel', needs: ['actions', 'write'], handle: cancel },
];
