import type { ExpressionToken, LiteralToken, MapToken, Place, Token } from './token.ts';

/** A workflow file as the engine runs it: every job and step has its id and its condition. Values stay tokens where GitHub evaluates
 *  them late. */
export interface WorkflowDefinition {
  /** `.github/workflows/x.yml`. */
  readonly path: string;
  /** `name`, or the path where there is none, as GitHub shows it. */
  readonly name: string;
  readonly runName: Token | undefined;
  readonly on: Token;
  readonly permissions: Token | undefined;
  readonly env: Token | undefined;
  readonly defaults: RunDefaults;
  readonly concurrency: Token | undefined;
  /** In the order of the file. */
  readonly jobs: readonly JobDefinition[];
}

export type JobDefinition = StepsJob | CallJob;

interface AnyJob {
  readonly id: string;
  readonly place: Place;
  readonly name: Token | undefined;
  readonly needs: readonly string[];
  readonly condition: string;
  /** Of its `if`, where it has one. */
  readonly conditionPlace: Place | undefined;
  readonly permissions: Token | undefined;
  readonly concurrency: Token | undefined;
  /** Makes one job of each combination of its matrix. */
  readonly strategy: Token | undefined;
}

/** A job that runs on a runner. */
export interface StepsJob extends AnyJob {
  readonly kind: 'steps';
  readonly runsOn: Token | undefined;
  readonly env: Token | undefined;
  readonly environment: Token | undefined;
  readonly outputs: Token | undefined;
  readonly timeoutMinutes: Token | undefined;
  readonly cancelTimeoutMinutes: Token | undefined;
  readonly continueOnError: Token | undefined;
  readonly container: Token | undefined;
  readonly services: Token | undefined;
  readonly snapshot: Token | undefined;
  readonly defaults: RunDefaults;
  readonly steps: readonly StepDefinition[];
}

/** A job that is another workflow. */
export interface CallJob extends AnyJob {
  readonly kind: 'call';
  /** What it calls, as the file says it. */
  readonly uses: string;
  readonly usesPlace: Place;
  readonly with: MapToken | undefined;
  readonly secrets: Token | undefined;
}

export type StepDefinition = WorkStep | WaitStep | CancelStep;

/** A step that does something itself. */
export type WorkStep = ScriptStep | ActionStep;

interface AnyStep {
  /** The step's `id`, or the one GitHub gives it. */
  readonly id: string;
  readonly place: Place;
  readonly name: Token | undefined;
  readonly continueOnError: Token | undefined;
}
interface AnyWork extends AnyStep {
  readonly condition: string;
  readonly env: Token | undefined;
  readonly timeoutMinutes: Token | undefined;
  /** The job goes on while it runs. Steps of a `parallel` group are such, with a step behind them that waits. */
  readonly background: boolean;
}
export interface ScriptStep extends AnyWork {
  readonly kind: 'run';
  readonly run: LiteralToken | ExpressionToken;
  readonly shell: Token | undefined;
  readonly workingDirectory: Token | undefined;
}
export interface ActionStep extends AnyWork {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with: MapToken | undefined;
}
/** `wait` and `wait-all`. */
export interface WaitStep extends AnyStep {
  readonly kind: 'wait';
  /** Ids of background steps, or all that were not waited for yet. */
  readonly targets: readonly string[] | 'all';
}
export interface CancelStep extends AnyStep {
  readonly kind: 'cancel';
  readonly target: string;
}

/** `defaults.run`. */
export interface RunDefaults {
  readonly shell: Token | undefined;
  readonly workingDirectory: Token | undefined;
}
