import type { TokenPermissions } from '../github/model.ts';

/** One step that uses a third-party action, after its `with:` was checked against the pinned action's inputs. */
export interface StandInCall {
  /** `owner/name` or `owner/name/path`. */
  readonly action: string;
  /** The commit that the step names; the runner has checked it against the lock file. */
  readonly ref: string;
  /** Inputs that the step gives, evaluated. Defaults of the real action are the stand-in's to know: the lock has none. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly context: StepContext;
}

/** What a step of a job can see and do. */
export interface StepContext {
  /** The step's environment, as a process of it would get it, without INPUT_*. */
  readonly env: Readonly<Record<string, string>>;
  readonly workspace: string;
  /** RUNNER_TEMP: emptied with the job. */
  readonly temp: string;
  /** HOME of the job. */
  readonly home: string;
  readonly cwd: string;
  /** The `github` context, as expressions of this step see it. */
  readonly github: Readonly<Record<string, unknown>>;
  /** What the job's token may do. */
  readonly permissions: TokenPermissions;
  /** Environment that the job names. */
  readonly jobEnvironment: string | undefined;
  /** The same path, where it lies in the job's folder, also after every link on the way. @throws when it does not */
  own(path: string): Promise<string>;
  /** Writes one line to the step's log; secrets are masked, workflow commands (`::notice::…`) are obeyed. */
  log(line: string): void;
  /** Aborted when the job is cancelled or the step's time is up. */
  readonly signal: AbortSignal;
}

/** What the step leaves behind; each part does what the file command of that name does. */
export interface StandInResult {
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Entries put in front of PATH for later steps, in this order. */
  readonly path?: readonly string[];
  /** Values masked from here on, in every log. */
  readonly secrets?: readonly string[];
  /** Runs after the job's last step, whatever its result, in reverse order of the steps. */
  readonly post?: () => Promise<void>;
  /** Whether it does, as the action's `post-if` says it; default: `always()`. */
  readonly postCondition?: string;
}

/** Does locally what a third-party action does on GitHub. @throws an Error whose sentence becomes the step's failure. */
export type StandIn = (call: StandInCall) => Promise<StandInResult>;
