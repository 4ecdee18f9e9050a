import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobRequest, StepResult } from './job-request.ts';
import { Masks } from './masks.ts';
import type { PostStep } from './post-step.ts';

/** What steps of one job leave for the steps after them. */
export class JobState {
  readonly request: JobRequest;
  readonly folders: JobFolders;
  readonly masks = new Masks();
  /** Variables of the workflow, the job and GITHUB_ENV. */
  readonly env = new Map<string, string>();
  /** Entries of GITHUB_PATH; the last one added is looked into first. */
  readonly path: string[] = [];
  readonly steps = new Map<string, StepResult>();
  /** Post steps still to run, the last registered first. */
  readonly posts: PostStep[] = [];
  status: 'success' | 'failure' | 'cancelled' = 'success';
  /** `defaults.run` of job and workflow, evaluated. */
  defaults: { readonly shell: string | undefined; readonly workingDirectory: string | undefined } = {
    shell: undefined,
    workingDirectory: undefined,
  };

  constructor(request: JobRequest, folders: JobFolders) {
    this.request = request;
    this.folders = folders;
  }

  /** A step's result counts for the job: once cancelled, always cancelled. */
  record(conclusion: StepResult['conclusion']): void {
    if (conclusion === 'failure' && this.status === 'success') this.status = 'failure';
    if (conclusion === 'cancelled') this.status = 'cancelled';
  }

  addPath(entry: string): void {
    const known = this.path.indexOf(entry);
    if (known >= 0) this.path.splice(known, 1);
    this.path.push(entry);
  }

  /** What expressions of a step see. `env` and `github` are the step's own. */
  scope(github: Readonly<Record<string, Value>>, env: ReadonlyMap<string, string>): Scope {
    const { needs, inputs, vars, secrets, leg } = this.request;
    return {
      contexts: {
        github,
        env: Object.fromEntries(env),
        vars,
        secrets,
        inputs,
        needs,
        job: { status: this.status },
        steps: Object.fromEntries(
          [...this.steps].map(([id, { outcome, conclusion, outputs }]) => [id, { outcome, conclusion, outputs }]),
        ),
        runner: runnerContext(this.folders, this.request.machine.debug),
        strategy: { 'fail-fast': true, 'job-index': 0, 'job-total': 1, 'max-parallel': 1 },
        ...leg,
      },
      status: {
        success: () => this.status === 'success',
        failure: () => this.status === 'failure',
        cancelled: () => this.status === 'cancelled',
      },
    };
  }
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#runner-context */
export const runnerContext = ({ temp, tools, root }: JobFolders, debug: boolean): Readonly<Record<string, string>> => ({
  name: 'GitHub Actions 1',
  os: process.platform === 'darwin' ? 'macOS' : process.platform === 'win32' ? 'Windows' : 'Linux',
  arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
  environment: 'github-hosted',
  temp,
  tool_cache: tools,
  workspace: root,
  ...(debug ? { debug: '1' } : {}),
});
