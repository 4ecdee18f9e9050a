import type { Expression } from './expression.ts';
import { idOf, type StepHandle } from './reference.ts';
import type { Result } from './status.ts';
import type { RunStep, UsesStep, WorkingStep } from './step.ts';

/** A step that runs while those behind it do. It hands on nothing: what it made is there once a `wait` for it has ended.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps */
export type BackgroundStep<Output extends string = string> = Omit<WorkingStep, 'outputs' | 'outcome' | 'conclusion'> & {
  readonly hidden: WorkingStep & { readonly outputs: { readonly [Name in Output]: Expression<string, 'steps'> } };
};

interface Waiting {
  readonly handle: StepHandle;
  readonly name: string;
  /** Whether the job goes on although one of them has failed. */
  readonly continueOnError: boolean | undefined;
}

/** A step that waits for some in the background, or for all of them. */
export interface WaitStep extends Waiting {
  readonly kind: 'wait';
  /** `undefined` for all that stand above. */
  readonly targets: readonly StepHandle[] | undefined;
}

/** A step that ends one in the background, such as a server that tests have used. */
export interface CancelStep extends Waiting {
  readonly kind: 'cancel';
  readonly target: StepHandle;
}

/** Steps that run side by side; the next one starts when all have ended. */
export interface ParallelStep {
  readonly kind: 'parallel';
  readonly handle: StepHandle;
  readonly name: string;
  readonly steps: readonly WorkingStep[];
}

/** What a step in the background has made, for who has waited for it. */
export interface Awaited<Output extends string> {
  readonly outputs: { readonly [Name in Output]: Expression<string, 'steps'> };
  readonly outcome: Expression<Result, 'steps'>;
}

type Sides = Readonly<Record<string, BackgroundStep>>;
type AwaitedOf<All extends Sides> = {
  readonly [Name in keyof All]: All[Name] extends BackgroundStep<infer Output> ? Awaited<Output> : never;
};

/** The same step in the background. */
export const background = <Output extends string>(
  step: UsesStep<Output> | RunStep<Output>,
): BackgroundStep<Output> => ({
  ...step,
  background: true,
  hidden: step,
});

/** Waits for steps in the background; what they have made is reached by the names given here, and by nothing else.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps */
export function wait<const All extends Sides>(options: {
  readonly name: string;
  readonly id?: string;
  readonly for: All;
  readonly continueOnError?: boolean;
}): WaitStep & { readonly results: AwaitedOf<All> } {
  const handle: StepHandle = { kind: 'step', id: options.id ?? idOf(options.name), name: options.name };
  return {
    kind: 'wait',
    handle,
    name: options.name,
    continueOnError: options.continueOnError,
    targets: Object.values(options.for).map((step) => step.handle),
    results: resultsOf(options.for),
  };
}

/** Waits for everything that runs in the background. */
export function waitForAll<const All extends Sides = Record<never, never>>(options: {
  readonly name: string;
  readonly id?: string;
  /** Those whose results are used. */
  readonly for?: All;
  readonly continueOnError?: boolean;
}): WaitStep & { readonly results: AwaitedOf<All> } {
  const waited = wait({ ...options, for: options.for ?? ({} as All) });
  return { ...waited, targets: undefined };
}

/** Ends a step in the background. */
export const cancel = (options: {
  readonly name: string;
  readonly id?: string;
  readonly step: BackgroundStep;
}): CancelStep => ({
  kind: 'cancel',
  handle: { kind: 'step', id: options.id ?? idOf(options.name), name: options.name },
  name: options.name,
  continueOnError: undefined,
  target: options.step.handle,
});

/** Steps side by side. What they make is there behind the group, and not for each other.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps */
export function parallel(...steps: readonly WorkingStep[]): ParallelStep {
  const name = steps.map((step) => step.name).join(', ');
  return { kind: 'parallel', handle: { kind: 'step', id: idOf(name), name }, name, steps };
}

const resultsOf = <All extends Sides>(all: All): AwaitedOf<All> =>
  Object.fromEntries(
    Object.entries(all).map(([name, { hidden }]) => [name, { outputs: hidden.outputs, outcome: hidden.outcome }]),
  ) as AwaitedOf<All>;

const isWorking = (step: { readonly kind: string }): step is WorkingStep => step.kind === 'run' || step.kind === 'uses';

/** Every step that does something, those of groups included. */
export const workingSteps = (
  steps: readonly (WorkingStep | WaitStep | CancelStep | ParallelStep)[],
): readonly WorkingStep[] =>
  steps.every(isWorking)
    ? steps
    : steps.flatMap((step) =>
        step.kind === 'parallel' ? step.steps : step.kind === 'wait' || step.kind === 'cancel' ? [] : [step],
      );
