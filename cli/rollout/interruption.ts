import { constants } from 'node:os';

/** Whoever waits for a Ctrl-C to work waits no longer than this. */
const MILLISECONDS_TO_LEAVE = 4_500;
/** npm passes on a Ctrl-C that the terminal has already sent: two that come together are one. */
const SAME_MILLISECONDS = 300;

/** Aborted by the first SIGINT or SIGTERM. A second one, or work that does not end in time, ends the process at once.
 *  @param late says what is not known when that happens */
export function interruptible(late: () => void): { readonly signal: AbortSignal; exitCode(): number | undefined } {
  const controller = new AbortController();
  let first: { readonly at: number; readonly code: number } | undefined;
  const interrupted = (name: NodeJS.Signals): void => {
    const code = 128 + constants.signals[name];
    if (first !== undefined) {
      if (Date.now() - first.at > SAME_MILLISECONDS) process.exit(code);
      return;
    }
    first = { at: Date.now(), code };
    controller.abort(new Error('Interrupted.'));
    setTimeout(() => {
      late();
      process.exit(code);
    }, MILLISECONDS_TO_LEAVE).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupted);
  return { signal: controller.signal, exitCode: () => first?.code };
}
