import { constants } from 'node:os';

/** Why a rehearsal is to end before its time. */
export type Cause =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  /** Whoever started it is no more: npm, or the shell between. */
  | { readonly kind: 'orphaned' };

/** Signals that ask a program to end. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on a Ctrl-C that the terminal has already sent to every process: two that come together are one. */
const SAME_MILLISECONDS = 300;

/** Nobody waits for a rehearsal whose starter has died, and nobody can send it a second signal: so long its runs may take to be
 *  cancelled. */
const ORPHAN_MILLISECONDS = 6000;

/** What is done when there is a cause to end. */
export type NextStep =
  /** Cancels what runs, as GitHub's button does; everything is killed when the time is over. */
  | { readonly kind: 'cancel'; readonly within: number | undefined }
  | { readonly kind: 'kill' }
  | { readonly kind: 'nothing' };

/** The first cause cancels, the second kills. That the starter has died kills nothing that is being cancelled already: a signal to npm
 *  may end npm before its child.
 *  @param first milliseconds since the first cause; `undefined` when this is the first */
export function nextStep(cause: Cause, first: number | undefined): NextStep {
  if (first === undefined) {
    return { kind: 'cancel', within: cause.kind === 'orphaned' ? ORPHAN_MILLISECONDS : undefined };
  }
  if (cause.kind === 'orphaned' || first <= SAME_MILLISECONDS) return { kind: 'nothing' };
  return { kind: 'kill' };
}

/** As a shell tells it: 128 + the signal's number. An orphan ends as if its terminal had been closed. */
export const exitCodeOf = (cause: Cause): number =>
  128 + constants.signals[cause.kind === 'signal' ? cause.signal : 'SIGHUP'];
