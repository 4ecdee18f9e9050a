import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { killOwned } from '../../rehearsal/enclosure/owned-processes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on a Ctrl-C that the terminal has already sent to every process: two that come together are one. */
const SAME_MILLISECONDS = 300;

/** Makes this process leave nothing behind, however it ends: no process and no scratch folder. The first signal ends the rehearsal in
 *  good order, a second one at once; both exit with 128 + the signal's number. Ports end with the process.
 *  @param end takes at most a few seconds; called once */
export function leaveNothing(scratch: string, end: (signal: NodeJS.Signals) => Promise<void>): void {
  process.once('exit', () => {
    killOwned({ folder: scratch, roots: [process.pid], groups: [] });
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });
  let first: number | undefined;
  const interrupted = (signal: NodeJS.Signals): void => {
    const exit = (): never => process.exit(128 + constants.signals[signal]);
    if (first === undefined) {
      first = Date.now();
      end(signal).then(exit, exit);
    } else if (Date.now() - first > SAME_MILLISECONDS) exit();
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  // Whoever read the output has gone away (`npm start | head`): nobody is left to tell it to.
  process.stdout.on('error', () => process.exit(1));
}
