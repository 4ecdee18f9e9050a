import { setTimeout as sleep } from 'node:timers/promises';

/** What clients saw. */
export interface Seen {
  readonly answered: number;
  /** Reasons of failed requests. */
  readonly failed: readonly string[];
  /** Different bodies, in the order they were first seen. */
  readonly bodies: readonly string[];
}

/** Sends requests one after the other, as a client would that never stops, until `stop` is called. */
export function clients(request: () => Promise<string>, every = 0.1): { stop(): Promise<Seen> } {
  const stopping = new AbortController();
  const failed: string[] = [];
  const bodies = new Set<string>();
  let answered = 0;
  const done = (async () => {
    while (!stopping.signal.aborted) {
      try {
        bodies.add((await request()).trim());
        answered += 1;
      } catch (cause) {
        failed.push(`${new Date().toISOString()} ${cause instanceof Error ? cause.message : cause}`);
      }
      await sleep(every * 1000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
      return { answered, failed, bodies: [...bodies] };
    },
  };
}
