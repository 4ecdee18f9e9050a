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
        readonly inputs: Readonly<Record<string, string>>;
      }
  );

interface DeedFrame {
  /** What statements call it; what it does, where nothing is said. */
  readonly as?: string;
}

/** An edit of one file: the text replaced must be there exactly once, or the story is out of date. */
export interface Change {
  readonly path: string;
  readonly replace: string;
  readonly by: string;
}

/** What statements call a deed. */
export const nameOf = (deed: Deed): string => deed.as ?? deed.do;
