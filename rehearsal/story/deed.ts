import type { Moment } from './moment.ts';

/** One thing that somebody does in an act. */
export type Deed = DeedFrame &
  (
    | {
        /** Commits changes on top of `from` and pushes them to a branch. */
        readonly do: 'push';
        readonly branch: string;
        readonly from: string;
        readonly message: string;
        readonly changes: readonly Change[];
      }
    | {
        /** Merges one branch into another and pushes that. */
        readonly do: 'merge';
        readonly branch: string;
        readonly from: string;
      }
    | {
        readonly do: 'dispatch';
        readonly workflow: string;
        readonly branch: string;
        readonly inputs: Readonly<Record<string, string | Known>>;
      }
    | {
        /** It is the time that a workflow waits for. */
        readonly do: 'let it be time';
        readonly cron: string;
      }
    | {
        /** The cloud makes a backup of a database, which holds so many documents in each collection; a restore brings back others where
         *  the backup is spoilt. */
        readonly do: 'back up';
        readonly database: string;
        readonly holds: Readonly<Record<string, number>>;
        readonly brings: Readonly<Record<string, number>>;
      }
    | {
        /** From a branch into the default branch of the repository. */
        readonly do: 'open a pull request';
        readonly from: string;
        /** The branch is in a stranger's copy of the repository. */
        readonly ofFork?: true;
      }
    | {
        /** Cancels the runs of another deed. */
        readonly do: 'cancel';
        readonly of: string;
      }
    | {
        /** Somebody writes a deployment record of what never was: that a release is complete in a tier. */
        readonly do: 'forge a record';
        /** Where whoever does it can push. */
        readonly branch: string;
        readonly service: string;
        readonly tier: string;
        readonly release: Known;
      }
    | {
        /** An administrator changes the settings of an environment; what is not named stays. */
        readonly do: 'set up an environment';
        readonly environment: string;
        /** Patterns of the only branches that may deploy. */
        readonly branches?: readonly string[];
        readonly variables?: Readonly<Record<string, string>>;
      }
    | {
        /** Starts again what failed or was cancelled of the runs of an act before, and what comes after it. */
        readonly do: 're-run failed jobs';
        /** The branch that they were on. */
        readonly branch: string;
      }
    | {
        /** Puts the clock forward until the moment comes, so many minutes at most. */
        readonly do: 'let time pass';
        readonly minutes: number;
        readonly until: Moment;
      }
  );

interface DeedFrame {
  /** What statements call it; what it does, where nothing is said. */
  readonly as?: string;
  /** It is done when all of these moments have come; at once, where nothing is said. */
  readonly when?: Moment | readonly Moment[];
}

/** An edit of one file: what is replaced must be there exactly once, or the story is out of date. */
export interface Change {
  readonly path: string;
  /** A pattern is global; "by" may name its groups. */
  readonly replace: string | RegExp;
  readonly by: string;
}

/** A text that is known only when the deed is done: of the last complete record of a service in a tier, or of one before it. */
export interface Known {
  readonly the: 'release' | 'digest' | 'commit' | 'record';
  readonly of: string;
  readonly in: string;
  /** How many complete records of other releases came after it; 0, where nothing is said. */
  readonly back?: number;
}

/** What statements call a deed. */
export const nameOf = (deed: Deed): string => deed.as ?? deed.do;
