import type { StoreEvent } from '../object-store.ts';
import { expired } from './status-errors.ts';

/** One write as watchers see it; `previous` lets a selector turn a change into "entered" or "left". */
export interface RecordedEvent {
  readonly version: number;
  readonly event: StoreEvent;
  readonly previous: StoreEvent['object'] | undefined;
}

/** The window of writes that a watch can still resume from. A real API server forgets about five minutes of history with
 *  etcd's compaction; here the window is a number of events, so that a test can leave it.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses */
export interface History {
  record(entry: RecordedEvent): void;
  /** Events after `version`, oldest first. @throws {StatusError} 410 when the window no longer reaches back that far. */
  since(version: number): readonly RecordedEvent[];
  /** Forgets everything up to now: the next resume from an older version is 410. */
  expire(): void;
  /** Hears of each write as it is recorded, before any listener of the store. Must not write. @returns how to stop. */
  follow(listener: (entry: RecordedEvent) => void): () => void;
  /** @throws {StatusError} 410 when `version` lies before the window. */
  assertCovers(version: number): void;
}

export const createHistory = (limit: number): History => {
  let entries: RecordedEvent[] = [];
  let forgotten = 0;
  let latest = 0;
  const followers = new Set<(entry: RecordedEvent) => void>();
  const assertCovers = (version: number): void => {
    if (version < forgotten) throw expired(`too old resource version: ${version} (${forgotten + 1})`);
  };
  const keep = (count: number): void => {
    if (entries.length <= count) return;
    forgotten = entries[entries.length - count - 1]?.version ?? forgotten;
    entries = entries.slice(entries.length - count);
  };
  return {
    record(entry) {
      entries.push(entry);
      latest = entry.version;
      for (const follower of followers) follower(entry);
      // Trimming in blocks keeps a write cheap; the window is then between the limit and twice the limit long.
      if (entries.length >= limit * 2) keep(limit);
    },
    since(version) {
      assertCovers(version);
      return entries.filter((entry) => entry.version > version);
    },
    expire() {
      entries = [];
      forgotten = latest;
    },
    follow(listener) {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
    assertCovers,
  };
};
