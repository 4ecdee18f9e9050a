import { limitOf } from '../../../catalogue/github-limits.ts';
import type { Value } from '../../workflow/value.ts';
import { type Answer, type Call, type Route, refused } from '../call.ts';
import { causedBy, fullRef } from '../raised.ts';
import { accountOf } from '../tokens.ts';

/** Values of inputs are strings, whatever their types in the file are.
 *  @see https://github.com/convictional/trigger-workflow-and-wait/issues/98 */
async function dispatchWorkflow(call: Call): Promise<Answer> {
  const { ref, inputs = {} } = call.body;
  if (typeof ref !== 'string') return refused(422, `Invalid request.\n\n"ref" wasn't supplied.`);
  const given = Object.entries(inputs as Readonly<Record<string, unknown>>);
  const texts = given.filter((input): input is [string, string] => typeof input[1] === 'string');
  const other = given.find(([, value]) => typeof value !== 'string');
  if (other !== undefined) return refused(422, `Invalid value for input '${other[0]}'`);
  const full = await fullRef(call, ref);
  if (full === undefined) return refused(422, `No ref found for: ${ref}`);
  const refusal = await call.actions.dispatch({
    workflow: call.params['workflow_id'] ?? '',
    ref: full,
    inputs: Object.fromEntries(texts),
    // A run that a job's token starts belongs to the bot.
    actor: accountOf(call.grant).login,
  });
  return refusal === undefined ? { status: 204 } : refused(refusal.status, refusal.message);
}

async function dispatchRepository(call: Call): Promise<Answer> {
  const { event_type: eventType, client_payload: payload = {} } = call.body;
  const refusal = repositoryDispatchRefusal(eventType, payload);
  if (refusal !== undefined) return refused(422, refusal);
  await call.actions.raise({
    kind: 'repository_dispatch',
    eventType: eventType as string,
    clientPayload: payload as Readonly<Record<string, Value>>,
    ...causedBy(call),
  });
  return { status: 204 };
}

/** GitHub's sentence for a dispatch of the repository that it does not take.
 *  @see https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event
 *  @see https://github.com/mvasigh/dispatch-action/issues/23 for the words about the size */
function repositoryDispatchRefusal(eventType: unknown, payload: unknown): string | undefined {
  if (typeof eventType !== 'string') return `Invalid request.\n\n"event_type" wasn't supplied.`;
  const length = limitOf('repository-dispatch-type');
  if (eventType.length > length) {
    return `Invalid request.\n\nOnly ${length} characters are allowed; ${eventType.length} were supplied.`;
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return `Invalid request.\n\nFor 'properties/client_payload', ${JSON.stringify(payload)} is not an object.`;
  }
  const count = Object.keys(payload).length;
  const properties = limitOf('repository-dispatch-properties');
  if (count > properties) {
    return `Invalid request.\n\nNo more than ${properties} properties are allowed; ${count} were supplied.`;
  }
  const size = [...JSON.stringify(payload)].length;
  return size > limitOf('repository-dispatch-payload') ? 'client_payload is too large.' : undefined;
}

/** Unlike other events that a job's token causes, these two do start runs.
 *  @see https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 *  @see https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event */
export const DISPATCHES: readonly Route[] = [
  {
    method: 'POST',
    path: '/actions/workflows/{workflow_id}/dispatches',
    needs: ['actions', 'write'],
    handle: dispatchWorkflow,
  },
  { method: 'POST', path: '/dispatches', needs: ['contents', 'write'], handle: dispatchRepository },
];
