import { concurrencySetting } from './concurrency-setting.ts';
import type { Scope } from './expression.ts';
import type { RunContext } from './run-context.ts';
import type { Token } from './token.ts';
import { evaluating } from './typed-value.ts';

/** How a claim on a group went. */
export interface Hold {
  /** Why the group will never be held; `undefined` when it is, or when none is wanted. */
  readonly refusal: string | undefined;
  readonly leave: () => void;
}

/** Waits until a job or a run has its concurrency group; one without a group has it at once. */
export async function holdGroup(
  { groups, run }: Pick<RunContext, 'groups' | 'run'>,
  token: Token | undefined,
  scope: Scope,
  owner: {
    /** '' for the run itself. */
    readonly path: string;
    /** Whose `concurrency` it is; '' for that of a workflow file. */
    readonly jobId: string;
    readonly signal: AbortSignal;
    /** A newer claim ends the owner while it holds the group. */
    readonly onCancel: (reason: string) => void;
    readonly onWait: (group: string) => void;
  },
): Promise<Hold> {
  if (token === undefined) return { refusal: undefined, leave: () => {} };
  const setting = evaluating('concurrency', owner.jobId, () => concurrencySetting(token, scope));
  const { group } = setting;
  const ticket = groups.claim({ ...setting, runId: run.id, path: owner.path, cancel: owner.onCancel });
  if (ticket.waited) owner.onWait(group);
  owner.signal.addEventListener('abort', ticket.leave, { once: true });
  if (owner.signal.aborted) ticket.leave();
  const refusal = await ticket.held;
  owner.signal.removeEventListener('abort', ticket.leave);
  return { refusal, leave: ticket.leave };
}
