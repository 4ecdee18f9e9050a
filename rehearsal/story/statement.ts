import type { Outcome } from '../../domain/outcome.ts';
import type { Conclusion, TokenPermissions } from '../github/model.ts';
import type { AlertStatement } from './alert-statement.ts';
import type { VisitStatement } from './visit-statement.ts';

/** Everything that must come of an act; anything else, and anything more, is a deviation. */
export interface Statement {
  /** The runs that it starts, in any order. */
  readonly runs: readonly RunStatement[];
  /** Workflows that the repository has besides those of its delivery: their runs are nobody's business here. */
  readonly besides?: readonly string[];
  /** What GitHub says to a deed that it refuses, by the name of the deed; no run comes of such a one. */
  readonly refused?: Readonly<Record<string, RegExp>>;
  readonly records: readonly RecordStatement[];
  /** What users see afterwards. Every service of every tier that is not named here answers as it did before the act. */
  readonly served: readonly Sight[];
  /** What people get at the edges of tiers afterwards. */
  readonly visits?: readonly VisitStatement[];
  /** What fires afterwards, where something judges alerts. */
  readonly alerts?: AlertStatement;
  /** Services of which it is not settled what they show, as when nobody waited for a rollout to end. */
  readonly unsettled?: readonly Pick<Sight, 'tier' | 'service'>[];
}

export interface RunStatement {
  /** Which of the act's deeds started it; the first, where nothing is said. */
  readonly by?: string;
  /** File name of the workflow. */
  readonly file: string;
  readonly event: string;
  readonly conclusion: Conclusion;
  /** 1, where nothing is said. */
  readonly attempt?: number;
  /** What GitHub says where it refuses the file; such a run has no job. */
  readonly refused?: RegExp;
  /** Every job of the run, by its path: `test`, or `promote / gate` for a job of a called workflow. */
  readonly jobs: Readonly<Record<string, JobStatement>>;
}

export interface JobStatement {
  readonly result: Conclusion;
  /** Paths of jobs, or of calls, that have ended when it begins. */
  readonly after?: readonly string[];
  /** What holds it back before it gets a runner; nothing, where nothing is said. */
  readonly waits?: readonly WaitStatement[];
  /** What it says in annotations of the level error, one each; none, where nothing is said. */
  readonly errors?: readonly RegExp[];
  /** All that its token may do. Known only of a job that got a runner. */
  readonly token?: TokenPermissions;
  /** Every step that runs, in order. Known only of a job that is really run. */
  readonly steps?: readonly StepStatement[];
  /** Of a job that hangs: how long until it is ended. */
  readonly hangs?: { readonly atLeast: number; readonly atMost: number };
}

/** A step that runs, and what it is given: this, and whatever its action takes where nothing is given. */
export interface StepStatement {
  /** The action without its version, or the first line of the script. */
  readonly run: string | RegExp;
  readonly with?: Readonly<Record<string, string | RegExp>>;
  readonly env?: Readonly<Record<string, string | RegExp>>;
  /** Does not run where the job has been told that an earlier rehearsal saw it go well. */
  readonly unlessPassed?: true;
}

/** A job that waits for reviewers says whose answer ended it; without one nobody answers. GitHub tells answers without their attempt:
 *  what was said in an `earlier` one is still there. */
export type WaitStatement =
  | { readonly for: 'group'; readonly group: string }
  | {
      readonly for: 'reviewers';
      readonly environment: string;
      readonly earlier?: Answer;
      readonly answer?: Answer;
    };

/** What a reviewer said, and who. */
export interface Answer {
  readonly said: 'approved' | 'rejected';
  readonly by: string;
}

/** A deployment record that an act must lead to. */
export interface RecordStatement {
  readonly kind: 'rollout' | 'rollback';
  readonly service: string;
  readonly tier: string;
  /** `started`: whoever deployed is gone, and nobody has ended it. */
  readonly outcome: Outcome | 'started';
  /** What the record's sentence must say. */
  readonly sentence?: RegExp;
  /** The tier whose last complete record of the service, before this one, is of the very same release. */
  readonly provenIn?: string;
}

/** What a user of a tier sees on a page of a service. */
export interface Sight {
  readonly tier: string;
  readonly service: string;
  readonly path: string;
  readonly shows: string;
}
