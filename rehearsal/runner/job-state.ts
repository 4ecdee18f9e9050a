import type { WorkStep } from '../workflow/definition.ts';
import { ActionMemory } from './action-memory.ts';
import { type Frame, frameScope } from './frame.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobRequest, StepResult } from './job-request.ts';
import { Masks } from './masks.ts';
import type { PostStep } from './post-step.ts';
import { ProblemMatchers } from './problem-matchers.ts';
import { SharedEnvironment } from './shared-environment.ts';
import type { StepName } from './step-name.ts';

/** What steps of one job leave for the steps after them. */
export class JobState {
  readonly request: JobRequest;
  readonly folders: JobFolders;
  readonly masks = new Masks();
  readonly shared = new SharedEnvironment();
  readonly matchers = new ProblemMatchers();
  readonly steps = new Map<string, StepResult>();
  /** Commits of the repository that were put on the machine, by owner, name and ref. */
  readonly placed = new Map<string, Promise<string>>();
  readonly memory = new ActionMemory();
  /** What the steps of the job were called when it began. */
  readonly names = new Map<WorkStep, StepName>();
  /** How many steps have written a summary. */
  summaries = 0;
  /** Post steps still to run, the last registered first. */
  readonly posts: PostStep[] = [];
  /** The job, as the place of its own steps. */
  readonly frame: Frame;
  status: 'success' | 'failure' | 'cancelled' = 'success';
  /** `defaults.run` of job and workflow, evaluated. */
  defaults: { readonly shell: string | undefined; readonly workingDirectory: string | undefined } = {
    shell: undefined,
    workingDirectory: undefined,
  };
  readonly debug: boolean;

  constructor(request: JobRequest, folders: JobFolders) {
    this.request = request;
    this.folders = folders;
    this.debug = request.machine.debug || asksForDebugging(request);
    this.frame = {
      depth: 0,
      steps: this.steps,
      inputs: request.inputs,
      github: {},
      overrides: new Map(),
      status: () => this.status,
      self: { repository: String(request.github['repository'] ?? ''), ref: request.source.sha },
      posts: this.posts,
    };
  }

  /** The job fails; once cancelled it stays so. */
  fail(): void {
    if (this.status === 'success') this.status = 'failure';
  }

  /** The `runner` context.
   *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#runner-context */
  get runner(): Readonly<Record<string, string>> {
    const { temp, tools, root } = this.folders;
    return {
      name: 'GitHub Actions 1',
      os: process.platform === 'darwin' ? 'macOS' : process.platform === 'win32' ? 'Windows' : 'Linux',
      arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
      environment: 'github-hosted',
      temp,
      tool_cache: tools,
      workspace: root,
      ...(this.debug ? { debug: '1' } : {}),
    };
  }

  /** What expressions of the job see outside its steps. */
  get scope() {
    return frameScope(this, this.frame, this.request.github, this.shared.variables);
  }
}

/** A secret or a variable turns debugging on; the secret wins.
 *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (SetDebugUsingVars) */
const asksForDebugging = ({ secrets, vars }: Pick<JobRequest, 'secrets' | 'vars'>): boolean =>
  (secrets['ACTIONS_STEP_DEBUG'] ?? vars['ACTIONS_STEP_DEBUG'])?.trim().toLowerCase() === 'true';
