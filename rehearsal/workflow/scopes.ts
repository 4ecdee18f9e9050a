import type { Scope } from './expression.ts';
import type { JobView } from './job-graph.ts';
import type { Leg } from './matrix-legs.ts';
import type { FileScope, RunContext } from './run-context.ts';
import { visibleVariables } from './run-trust.ts';

/** What expressions of a workflow file see outside its jobs: `run-name`, `concurrency`. */
export const fileScope = (
  { github, options, trust }: Pick<RunContext, 'github' | 'options' | 'trust'>,
  { inputs }: Pick<FileScope, 'inputs'>,
): Scope => ({
  contexts: { github, inputs, vars: visibleVariables(trust, options.repository) },
});

/** What expressions of a job see before it has a runner: the environment's variables are not known yet. */
export const jobScope = (context: RunContext, file: FileScope, { needs, status, leg }: JobView): Scope => ({
  contexts: { ...fileScope(context, file).contexts, needs, ...legContexts(leg) },
  status,
});

/** What a job of a matrix sees besides, from before it has a runner to its last step. */
export const legContexts = (leg: Leg | undefined): Pick<Scope['contexts'], 'matrix' | 'strategy'> =>
  leg === undefined ? {} : { matrix: leg.matrix, strategy: leg.strategy };
