import { endOwnedAtOnce } from '../../rehearsal/enclosure/owned-processes.ts';
import type { Watcher } from '../../rehearsal/enclosure/watcher.ts';
import { discard } from '../../rehearsal/owner/owned-folders.ts';
import { type Cause, exitCodeOf, nextStep, SIGNALS } from './interruption.ts';
import { onOrphaned } from './starter.ts';

/** What is done about a rehearsal that is to end before its time. */
export interface Ending {
  /** Cancels what runs and closes everything; called once. */
  cancel(cause: Cause): Promise<void>;
  /** Says that everything is killed. */
  kill(): void;
}

/** Makes this process leave nothing behind, however it ends: no process and no scratch folder. Ports end with the process, and what a
 *  SIGKILL leaves is the watcher's. The first signal cancels, by whichever process it comes; the second kills at once. Both exit with
 *  128 + the signal's number. @returns whether the rehearsal is being ended: then nobody else may end it. */
export function leaveNothing(scratch: string, watcher: Watcher, ending: Ending): () => boolean {
  process.once('exit', () => {
    endOwnedAtOnce({ folder: scratch, roots: [process.pid], groups: [] });
    discard(scratch);
    watcher.dismiss();
  });
  let first: number | undefined;
  const react = (cause: Cause): void => {
    const step = nextStep(cause, first === undefined ? undefined : performance.now() - first);
    const exit = (): never => process.exit(exitCodeOf(cause));
    const kill = (): void => {
      ending.kill();
      exit();
    };
    switch (step.kind) {
      case 'cancel':
        first = performance.now();
        ending.cancel(cause).then(exit, exit);
        if (step.within !== undefined) setTimeout(kill, step.within);
        break;
      case 'kill':
        kill();
        break;
      case 'nothing':
        break;
    }
  };
  for (const signal of SIGNALS) process.on(signal, () => react({ kind: 'signal', signal }));
  onOrphaned(() => react({ kind: 'orphaned' }));
  // Whoever read the output has gone away (`npm start | head`): nobody is left to tell it to.
  process.stdout.on('error', () => process.exit(1));
  return () => first !== undefined;
}
