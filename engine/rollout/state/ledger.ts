import { messageOf } from '../../../domain/error-message.ts';
import type { ProgressLog } from '../request.ts';
import { type HistoryEntry, isGood } from './history.ts';
import type { HistoryKeeper } from './history-keeper.ts';
import { NewerRun } from './newer-run.ts';

/** What an undertaking writes into the history when it ends. A history that cannot be written is told, and changes no outcome:
 *  what runs in the cluster is not undone because of it. */
export class Ledger {
  readonly #keeper: HistoryKeeper;
  readonly #key: string;
  readonly #service: string;
  readonly #log: ProgressLog;

  /** @param key of the state to come */
  constructor(keeper: HistoryKeeper, key: string, service: string, log: ProgressLog) {
    this.#keeper = keeper;
    this.#key = key;
    this.#service = service;
    this.#log = log;
  }

  /** A state that was good stays good when going back to it was cancelled. @throws {NewerRun} */
  async settle(state: 'good' | 'failed' | 'cancelled'): Promise<void> {
    const known = this.#keeper.history.find((entry) => entry.key === this.#key);
    if (state === 'cancelled' && known !== undefined && isGood(known)) return;
    this.#keeper.move(this.#key, state);
    await this.save();
  }

  /** The state that was gone back to is the newest good one again. */
  returnedTo({ key, state }: HistoryEntry): void {
    this.#keeper.move(key, state);
  }

  /** A rollback says that the states it leaves, good as they looked, shall not be returned to. */
  withdraw(left: readonly (string | undefined)[]): void {
    const { history } = this.#keeper;
    for (const state of left)
      if (state !== undefined && state !== this.#key && history.some((entry) => entry.key === state && isGood(entry)))
        this.#keeper.move(state, 'withdrawn');
  }

  /** @throws {NewerRun} */
  async save(): Promise<void> {
    try {
      await this.#keeper.save();
    } catch (error) {
      if (error instanceof NewerRun) throw error;
      this.#log.warning(
        `The history of "${this.#service}" could not be written: ${messageOf(error)} A later rollback may not find this state.`,
      );
    }
  }
}
