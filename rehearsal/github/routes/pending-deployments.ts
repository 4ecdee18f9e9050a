import { type Answer, type Call, notFound, ok, type Route, refused } from '../call.ts';
import type { Environment } from '../model.ts';
import { environmentMention, reviewerShapes } from '../shapes.ts';
import type { Grant } from '../tokens.ts';
import { findRun } from './runs.ts';

/** Whether the account is one of the reviewers, by itself or by a team. A job's token never is. */
const isReviewer = (grant: Grant, { reviewers }: Environment): boolean =>
  grant.kind === 'person' &&
  reviewers.some(({ type, login }) =>
    type === 'User' ? login === grant.person.login : grant.person.teams.includes(login),
  );

const mayApprove = (call: Call, environment: Environment, actor: string): boolean =>
  isReviewer(call.grant, environment) &&
  !(environment.preventSelfReview && call.grant.kind === 'person' && call.grant.person.login === actor);

function list(call: Call): Answer {
  const run = findRun(call);
  if (run === undefined) return notFound();
  const environments = [...new Set(run.pending.map(({ environment }) => environment))];
  return ok(
    environments.map((environment) => ({
      environment: environmentMention(call, environment),
      wait_timer: environment.waitMinutes,
      wait_timer_started_at: null,
      current_user_can_approve: mayApprove(call, environment, run.actor),
      reviewers: reviewerShapes(call, environment),
    })),
  );
}

/** One answer for all jobs that wait for these environments.
 *  @see https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run */
function review(call: Call): Answer {
  const run = findRun(call);
  if (run === undefined) return notFound();
  const { environment_ids: ids, state, comment } = call.body;
  if (!Array.isArray(ids) || (state !== 'approved' && state !== 'rejected') || typeof comment !== 'string') {
    return refused(422, 'Invalid request.\n\n"environment_ids", "state" and "comment" are required.');
  }
  const waiting = run.pending.filter(({ environment }) => ids.includes(environment.id));
  if (waiting.length === 0) return refused(422, 'There are no pending deployment requests to approve or reject.');
  const { grant } = call;
  const barred = waiting.find(({ environment }) => !mayApprove(call, environment, run.actor));
  if (barred !== undefined || grant.kind !== 'person') {
    const name = barred?.environment.name ?? '';
    return refused(422, `This account may not review deployments of this run to the environment ${name}.`);
  }
  const { login, id } = grant.person;
  const names = [...new Set(waiting.map(({ environment }) => environment.name))];
  for (const one of waiting) run.pending.splice(run.pending.indexOf(one), 1);
  run.approvals.push({ user: login, userId: id, state, comment, environments: names });
  for (const one of waiting) one.answer({ user: login, userId: id, state, comment });
  return ok([]);
}

export const PENDING_DEPLOYMENTS: readonly Route[] = [
  { method: 'GET', path: '/actions/runs/{run_id}/pending_deployments', needs: ['actions', 'read'], handle: list },
  {
    method: 'POST',
    path: '/actions/runs/{run_id}/pending_deployments',
    needs: ['deployments', 'write'],
    handle: review,
  },
];
