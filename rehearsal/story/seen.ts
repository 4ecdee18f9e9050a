import type { DeploymentRecord } from '../../domain/record.ts';
import type { Conclusion, RunConclusion, TokenPermissions } from '../github/model.ts';
import type { WaitReason } from '../workflow/run-event.ts';
import type { Answer } from './statement.ts';

/** A run as it ended, as far as a story looks at it. */
export interface SeenRun {
  readonly id: number;
  /** The deed of the act that started it. */
  readonly by: string;
  /** File name of the workflow. */
  readonly file: string;
  readonly event: string;
  readonly attempt: number;
  /** `undefined`: it has not ended. */
  readonly conclusion: RunConclusion | undefined;
  /** GitHub's sentences where it refused the file. */
  readonly problems: readonly string[];
  readonly jobs: readonly SeenJob[];
  readonly answers: readonly (Answer & { readonly environment: string })[];
}

/** A job of a run. Moments are places in the order of everything that happened. */
export interface SeenJob {
  readonly path: string;
  readonly name: string;
  readonly result: Conclusion | undefined;
  /** When it got a runner. */
  readonly began: number | undefined;
  readonly ended: number | undefined;
  readonly waits: readonly WaitReason[];
  /** Annotations of the level error. */
  readonly errors: readonly string[];
  readonly token: TokenPermissions;
  /** Steps that ran; `undefined` where somebody stood in for the job. */
  readonly steps: readonly SeenStep[] | undefined;
  /** What it looked up in the cache, an earlier rehearsal has kept. */
  readonly passedBefore: boolean;
  /** Minutes from its hang to its end. */
  readonly hung: number | undefined;
  readonly logFile: string;
  readonly summaryFile: string | undefined;
}

/** A step that ran, with what its log says it was given, as GitHub's logs do. */
export interface SeenStep {
  /** The action as it is used, or the first line of the script. */
  readonly run: string;
  readonly with: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** A deployment record, with what is known beside it. */
export interface SeenRecord extends DeploymentRecord {
  /** From the first write to the verdict. */
  readonly seconds: number | undefined;
  /** Class of the failure; `undefined` where nothing failed. */
  readonly failure: string | undefined;
  /** Who approved the deployment; nobody where nobody was asked. */
  readonly approvedBy: readonly string[];
}

/** What users see of every service of every tier, by `service in tier`: the text of a page, or why there is none. */
export type Sights = ReadonlyMap<string, Page>;

export interface Page {
  readonly tier: string;
  readonly service: string;
  /** `undefined`: it does not answer. */
  readonly text: string | undefined;
}
