import type { ActionContract } from '../../domain/action-contract.ts';
import type { CommitSha } from '../../domain/commit.ts';
import type { Markdown } from '../../domain/markdown.ts';

/** One call of an action, as its `act` function sees it: no process, no environment variables, no @actions/core. */
export interface Invocation<Contract extends ActionContract> {
  /** Every declared input, trimmed; '' where neither a value nor a default is given. */
  readonly inputs: Readonly<Record<keyof Contract['inputs'] & string, string>>;
  readonly github: GitHubContext;
  readonly log: Log;
  /** Aborted on SIGINT or SIGTERM: the runner leaves 7.5 s, be gone after 5. */
  readonly signal: AbortSignal;
  /** Sentences are made harmless: workflows hand them on to commands. */
  output(name: keyof Contract['outputs'] & string, value: string): void;
  /** Appends to the job summary. */
  summary(markdown: Markdown): void;
  /** Kept for the post step, where `saved` reads it. */
  save(name: string, value: string): void;
  /** What the main step saved, for the post step; '' where there is nothing. */
  saved(name: string): string;
}

/** What the runner tells about the run, parsed. */
export interface GitHubContext {
  readonly repository: { readonly owner: string; readonly name: string };
  readonly commit: CommitSha;
  readonly ref: string;
  readonly eventName: string;
  readonly event: unknown;
  readonly runId: number;
  readonly runAttempt: number;
  readonly job: string;
  readonly actor: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly workspace: string;
  readonly temporary: string;
  /** The project that an earlier step has signed in to, as Google's own action tells the steps after it. */
  readonly cloudProject?: string | undefined;
}

export interface Log {
  info(line: string): void;
  /** A line folded away on GitHub. */
  debug(line: string): void;
  group(title: string, lines: readonly string[]): void;
  warning(message: string, place?: Place): void;
  error(message: string, place?: Place): void;
}

/** A line of a file of the checkout. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** How an action ends: green, or red with the sentence that says why, below a title, and at the line that somebody would change. */
export type Ending =
  | { readonly ok: true }
  | { readonly ok: false; readonly sentence: string; readonly title?: string; readonly place?: Place | undefined };
