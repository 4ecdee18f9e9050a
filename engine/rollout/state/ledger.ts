import type { ProgressLog } from '../request.ts';
import type { Undertaking } from '../undertaking.ts';
import { type HistoryEntry, isGood } from './history.ts';
import { NewerRun } from './newer-run.ts';

/** What an undertaking writes into the history when it ends. A history that cannot be written is told, and changes no outcome:
 *  what runs in the cluster is not undone because of it. */
export class Ledger {
  readonly #undertaking: Undertaking;
  readonly #service: string;
  readonly #log: ProgressLog;

  constructor(undertaking: Undertaking, service: string, log: ProgressLog) {
    this.#undertaking = undertaking;
    this.#service = service;
    this.#log = log;
  }

  /** A state that was good stays good when going back to it was cancelled. @throws {NewerRun} */
  async settle(state: 'good' | 'failed' | 'cancelled'): Promise<void> {
    const { keeper, key } = this.#undertaking;
    const known = keeper.history.find((entry) => entry.key === key);
    if (state === 'cancelled' && known !== undefined && isGood(known)) return;
    keeper.move(key, state);
    await this.save();
  }

  /** The state that was gone back to is the newest good one again. */
  returnedTo({ key, state }: HistoryEntry): void {
    this.#undertaking.keeper.move(key, state);
  }

  /** A rollback says that the states it leaves, good as they looked, shall not be returned to. */
  withdraw(left: readonly (string | undefined)[]): void {
    const { keeper, key } = this.#undertaking;
    for (const state of left)
      if (state !== undefined && state !== key && keeper.history.some((entry) => entry.key === state && isGood(entry)))
        keeper.move(state, 'withdrawn');
  }

  /** @throws {NewerRun} */
  async save(): Promise<void> {
    try {
      await this.#undertaking.keeper.save();
    } catch (error) {
      if (error instanceof NewerRun) throw error;
      this.#log.warning(
        `The history of "${this.#service}" could not be written: ${(error as Error).message} A later rollback may not find this state.`,
      );
    }
  }
}
