import type { Concurrency } from './concurrency.ts';
import type { In } from './context.ts';
import type { InputDefinitions, Inputs } from './input.ts';
import type { Job, JobOutput } from './job.ts';
import type { Value } from './template.ts';
import type { Triggers } from './trigger.ts';

/** One file below `.github/workflows`. Its token can do nothing until a job says what it needs. */
export interface Workflow {
  /** From the root of the repository. */
  readonly path: string;
  readonly name: string;
  readonly source: string;
  readonly on: Triggers;
  readonly jobs: readonly Job[];
  readonly runName?: Value<In<'run-name'>>;
  /** Set where people can start it by hand. */
  readonly dispatch?: Inputs;
  readonly call?: CallInterface;
  readonly concurrency?: Concurrency<'workflow concurrency'>;
}

/** What a workflow takes from the workflow that calls it, and what it gives back. */
export interface CallInterface<
  Definitions extends InputDefinitions = InputDefinitions,
  Output extends string = string,
  Secret extends string = string,
> {
  readonly inputs: Inputs<Definitions>;
  readonly secrets: { readonly [Name in Secret]: { readonly description: string; readonly required: boolean } };
  readonly outputs: {
    readonly [Name in Output]: { readonly description: string; readonly value: JobOutput };
  };
}

/** A workflow that others can call. */
export interface CalledWorkflow<
  Definitions extends InputDefinitions = InputDefinitions,
  Output extends string = string,
  Secret extends string = string,
> extends Workflow {
  readonly call: CallInterface<Definitions, Output, Secret>;
}

/** A workflow that events or people start. */
export const workflow = (options: Workflow): Workflow => options;

/** The same workflow with more jobs, by whoever has something to add; they may use what its jobs hand on. */
export const withJobs = <W extends Workflow>(workflow: W, ...jobs: readonly Job[]): W => ({
  ...workflow,
  jobs: [...workflow.jobs, ...jobs],
});

/** A workflow that others call, with its interface as types. */
export const calledWorkflow = <
  const Definitions extends InputDefinitions,
  Output extends string = never,
  Secret extends string = never,
>(
  options: CalledWorkflow<Definitions, Output, Secret>,
): CalledWorkflow<Definitions, Output, Secret> => options;
