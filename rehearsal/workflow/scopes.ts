import type { Scope } from './expression.ts';
import type { JobView } from './job-graph.ts';
import type { FileScope, RunContext } from './run-context.ts';

/** What expressions of a workflow file see outside its jobs: `run-name`, `concurrency`. */
export const fileScope = (
  { github, options }: Pick<RunContext, 'github' | 'options'>,
  { inputs }: Pick<FileScope, 'inputs'>,
): Scope => ({
  contexts: { github, inputs, vars: Object.fromEntries(options.repository.variables) },
});

/** What expressions of a job see before it has a runner: the environment's variables are not known yet. */
export const jobScope = (context: RunContext, file: FileScope, { needs, status }: JobView): Scope => ({
  contexts: { ...fileScope(context, file).contexts, needs },
  status,
});
