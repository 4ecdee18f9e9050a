import type { PermissionNeed } from '../../domain/action-contract.ts';
import type { In } from './context.ts';
import type { Expression } from './expression.ts';
import type { InputDefinition, InputDefinitions, InputType } from './input.ts';
import { JOB_KEYS, type JobBase, type JobOutput, jobBase, jobOutputs, needsOfSteps, type SharedWords } from './job.ts';
import type { Matrix } from './matrix.ts';
import { straysOf } from './strays.ts';
import type { Template, Value } from './template.ts';
import type { CalledWorkflow, Workflow } from './workflow.ts';

type Argument<Definition extends InputDefinition> =
  | InputType<Definition>
  | Expression<InputType<Definition>, In<'call with'>>
  | (InputType<Definition> extends string ? Template<In<'call with'>> : never);

type RequiredName<Definitions extends InputDefinitions> = {
  [Name in keyof Definitions]: Definitions[Name] extends { readonly required: true } ? Name : never;
}[keyof Definitions];

/** The inputs a caller gives: the callee's required ones, and of the others what it likes. */
export type Arguments<Definitions extends InputDefinitions> = {
  readonly [Name in RequiredName<Definitions>]: Argument<Definitions[Name]>;
} & { readonly [Name in Exclude<keyof Definitions, RequiredName<Definitions>>]?: Argument<Definitions[Name]> };

/** Secrets are handed over one by one: `secrets: inherit` would give the callee all there are. */
export type SecretArguments<Secret extends string> = {
  readonly [Name in Secret]: Expression<string, In<'call secrets'>>;
};

/** A job that is another workflow, of this repository or at a commit of another one. */
export interface CallJob<Output extends string = string>
  extends JobBase<{ readonly [Name in Output]: JobOutput<string> }> {
  readonly kind: 'call';
  readonly workflow: CalledWorkflow;
  readonly with: Readonly<Record<string, Value | undefined>>;
  readonly secrets: SecretArguments<string>;
}

/** What a call says; needs and permissions are derived. */
export interface CallOptions<Definitions extends InputDefinitions, Output extends string, Secret extends string>
  extends SharedWords {
  readonly matrix?: Matrix;
  readonly workflow: CalledWorkflow<Definitions, Output, Secret>;
  readonly with: Arguments<Definitions>;
  readonly secrets: SecretArguments<Secret>;
}

const KEYS: ReadonlySet<string> = new Set([...JOB_KEYS, 'workflow', 'with', 'secrets']);

/** Calls a workflow: inputs, secrets and outputs are those that it declares. The caller's token is given what the callee's jobs
 *  need, because a called workflow can never have more than its caller.
 *  @see https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows */
export function call<const Definitions extends InputDefinitions, Output extends string, Secret extends string>(
  options: CallOptions<Definitions, Output, Secret>,
): CallJob<Output> {
  const base = jobBase(options);
  return {
    ...base,
    kind: 'call',
    strays: straysOf(options, KEYS),
    workflow: options.workflow as unknown as CalledWorkflow,
    // Without types somebody leaves them out; a rule names what is wanted.
    with: options.with ?? {},
    secrets: options.secrets ?? ({} as SecretArguments<Secret>),
    outputs: jobOutputs(base.handle, Object.keys(options.workflow?.call?.outputs ?? {})) as CallJob<Output>['outputs'],
  };
}

/** What all jobs of a workflow need of the token, those of workflows it calls included. */
export const needsOfWorkflow = ({ jobs, remote }: Workflow): readonly PermissionNeed[] =>
  remote?.permissions ??
  jobs.flatMap((job) => (job.kind === 'steps' ? needsOfSteps(job) : needsOfWorkflow(job.workflow)));
