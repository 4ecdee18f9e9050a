import { type Call, type Route, refused } from '../call.ts';
import { accountOf } from '../tokens.ts';

/** Starts a workflow. Unlike other events that a job's token causes, this one does start a run.
 *  @see https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event */
export const DISPATCHES: readonly Route[] = [
  {
    method: 'POST',
    path: '/actions/workflows/{workflow_id}/dispatches',
    needs: ['actions', 'write'],
    async handle(call) {
      const { ref, inputs = {} } = call.body;
      if (typeof ref !== 'string') return refused(422, `Invalid request.\n\n"ref" wasn't supplied.`);
      if ((await call.git.resolve(ref)) === undefined) return refused(422, `No ref found for: ${ref}`);
      const refusal = await call.actions.dispatch({
        workflow: call.params['workflow_id'] ?? '',
        ref: await fullRef(call, ref),
        inputs: Object.fromEntries(Object.entries(inputs as object).map(([key, value]) => [key, String(value)])),
        actor: actorOf(call),
      });
      return refusal === undefined ? { status: 204 } : refused(refusal.status, refusal.message);
    },
  },
];

/** `refs/heads/x` or `refs/tags/x`, whichever form was given. */
async function fullRef({ git }: Call, ref: string): Promise<string> {
  if (ref.startsWith('refs/')) return ref;
  const found = await git.refs(`refs/heads/${ref}`);
  return found.some((one) => one.ref === `refs/heads/${ref}`) ? `refs/heads/${ref}` : `refs/tags/${ref}`;
}

/** A run that a job's token starts belongs to the bot. */
const actorOf = ({ grant }: Call): string => accountOf(grant).login;
