import type { Clock } from '../cluster/clock.ts';
import type { Enclosure } from '../enclosure/enclosure.ts';
import type { TokenPermissions } from '../github/model.ts';
import type { RunDefaults, StepsJob } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import type { Place, Token } from '../workflow/token.ts';
import type { Value } from '../workflow/value.ts';
import type { Annotation } from './annotation.ts';
import type { StandIn } from './stand-in.ts';
import type { StepStandIn } from './step-stand-in.ts';

/** What the server hands to a runner: one job, and everything it may know. */
export interface JobRequest {
  readonly job: StepsJob;
  /** `env` and `defaults.run` of the workflow file. */
  readonly workflowEnv: Token | undefined;
  readonly workflowDefaults: RunDefaults;
  /** The `github` context without what belongs to a runner or a step. */
  readonly github: Readonly<Record<string, Value>>;
  /** What the `job` context has besides the status. */
  readonly jobContext: Readonly<Record<string, Value>>;
  /** Files of the repository that the workflow file is from. */
  readonly source: RepositorySource;
  readonly needs: Value;
  /** `matrix` and `strategy` of a job of a matrix; empty for any other. */
  readonly leg: Pick<Scope['contexts'], 'matrix' | 'strategy'>;
  readonly inputs: Value;
  readonly vars: Readonly<Record<string, string>>;
  /** Secrets that the job may see, GITHUB_TOKEN among them. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly permissions: TokenPermissions;
  readonly environmentName: string | undefined;
  readonly environmentUrl: Token | undefined;
  /** Only with `id-token: write`. */
  readonly identity: { readonly url: string; readonly token: string } | undefined;
  readonly machine: Machine;
  /** Plays its steps, where they are not run. */
  readonly stepStandIn?: StepStandIn;
  readonly reporter: JobReporter;
  /** Aborted when the job is cancelled or has run too long: the running step is stopped, `always()` steps still run. */
  readonly cancel: AbortSignal;
  /** Aborted when even `always()` and post steps have to stop. */
  readonly abandon: AbortSignal;
}

/** The repository of a workflow file, for actions that are used from there without a checkout. */
export interface RepositorySource {
  /** The commit that runs. */
  readonly sha: string;
  /** The commit behind a branch, a tag or a commit; `undefined` when there is none. */
  resolve(ref: string): Promise<string | undefined>;
  /** A file of the commit that runs; `undefined` when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Puts all files of a commit into an empty folder. */
  place(commit: string, folder: string): Promise<void>;
}

/** The machine that the job runs on. */
export interface Machine {
  /** Empty folder that only this job uses. */
  readonly folder: string;
  /** Must have been called before the first process. */
  start(): Promise<void>;
  /** Runs its processes, in that folder. */
  readonly enclosure: Enclosure;
  /** Ends whatever its processes have left running. Nothing is started afterwards. */
  endProcesses(): Promise<void>;
  /** Path of the Node that runs JavaScript actions. */
  readonly node: string;
  /** Variables of this machine that every process gets, besides those of the allow-list. */
  readonly environment: Readonly<Record<string, string>>;
  readonly standIns: ReadonlyMap<string, StandIn>;
  readonly clock: Clock;
  /** Shows `::debug::` lines, as a run with debug logging does. */
  readonly debug: boolean;
}

/** A step as the job's log shows it. Main steps come first, then the post steps. */
export interface StepIdentity {
  /** From 1, in the order of running. */
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly place: Place;
}

/** Gets told what happens while it happens. All texts are masked already. */
export interface JobReporter {
  stepStarted(step: StepIdentity): void;
  line(step: StepIdentity, line: string): void;
  annotation(step: StepIdentity, annotation: Annotation): void;
  stepEnded(step: StepIdentity, result: StepResult): void;
  summary(step: StepIdentity, markdown: string): void;
}

export type StepConclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** How a step ended; the two differ only under `continue-on-error`. */
export interface StepResult {
  readonly outcome: StepConclusion;
  readonly conclusion: StepConclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** How a job ended. */
export interface RunnerResult {
  readonly result: 'success' | 'failure' | 'cancelled';
  readonly outputs: Readonly<Record<string, string>>;
  readonly environmentUrl: string;
}
