import type { PermissionNeed } from '../../domain/action-contract.ts';
import type { Concurrency } from './concurrency.ts';
import type { In } from './context.ts';
import type { Defaults, Variables } from './environment.ts';
import { type InputDefinitions, type Inputs, inputs } from './input.ts';
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
  readonly env?: Variables<'workflow env'>;
  readonly defaults?: Defaults<never>;
  /** House rules that it does not keep, each with its reason; what GitHub refuses cannot stand here. `sluice check` lists them. */
  readonly exceptions?: readonly RuleException[];
  /** Set for a workflow of another repository: it is called, and never written. */
  readonly remote?: Remote;
}

/** A house rule that a workflow does not keep, and why. */
export interface RuleException {
  readonly rule: string;
  readonly why: string;
}

/** Where a workflow of another repository is, and what it does with the token. */
export interface Remote {
  readonly sha: string;
  readonly version: string;
  readonly permissions: readonly PermissionNeed[];
  readonly why: string;
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

/** What is known of a workflow of another repository. */
export interface RemoteOptions<Definitions extends InputDefinitions, Output extends string, Secret extends string> {
  /** `owner/name/.github/workflows/file.yml` at its full commit. */
  readonly uses: `${string}/.github/workflows/${string}@${string}`;
  readonly version: string;
  readonly inputs: Definitions;
  readonly outputs: readonly Output[];
  readonly secrets: readonly Secret[];
  readonly permissions: readonly PermissionNeed[];
  /** Why its interface and rights are believed; `sluice check` lists it. */
  readonly why: string;
}

/** A workflow of another repository, by what one says of it: nobody reads it here. */
export function remoteWorkflow<
  const Definitions extends InputDefinitions,
  const Output extends string = never,
  const Secret extends string = never,
>(options: RemoteOptions<Definitions, Output, Secret>): CalledWorkflow<Definitions, Output, Secret> {
  const [path = '', sha = ''] = options.uses.split('@');
  const named = <Name extends string, T>(names: readonly Name[], value: T) =>
    Object.fromEntries(names.map((name) => [name, value])) as { readonly [N in Name]: T };
  const output = { description: options.why, value: undefined as unknown as JobOutput };
  return {
    path,
    name: path,
    source: path,
    on: {},
    jobs: [],
    remote: { sha, version: options.version, permissions: options.permissions, why: options.why },
    call: {
      inputs: inputs(options.inputs),
      secrets: named(options.secrets, { description: options.why, required: false }),
      outputs: named(options.outputs, output),
    },
  };
}
