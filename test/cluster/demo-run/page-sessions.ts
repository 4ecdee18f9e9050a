import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { platform } from '../../../examples/ai-agent-platform/sluice.config.ts';

/** What a page may need to hear of its agents again. */
const BACK_WITHIN = 5000;
/** @see https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const SERVICE_RESTART = 1012;

/** The part of the demo's page that holds a session of the API, for one browser. */
interface Events {
  open(request: EventEmitter, response: Browser, key: string): boolean;
  endAll(): void;
}
type CreateEvents = (api: { readonly address: string }, metrics: { readonly state: object }) => Events;

const EVENTS = join(import.meta.dirname, '../../..', platform.root, 'dashboard/events.js');

/** What sessions have seen so far. */
export interface Sessions {
  /** How often one was open. */
  readonly opened: number;
  /** How often one was ended by the API, and how many milliseconds it took until it was open again. */
  readonly pauses: readonly number[];
  readonly problems: readonly string[];
  stop(): void;
}

/** Pages that stay open, each with a session of the API: by the code that ships, not by a client of the tests. */
export async function holdPages(address: string, key: string, count: number): Promise<Sessions> {
  const { createEvents } = (await import(EVENTS)) as { readonly createEvents: CreateEvents };
  const events = createEvents({ address: `http://${address}` }, { state: {} });
  const told = { opened: 0, pauses: [] as number[], problems: [] as string[] };
  const pages = Array.from({ length: count }, () => {
    let endedAt: number | undefined;
    const page = new Browser((live, code) => {
      if (live) {
        told.opened += 1;
        if (endedAt === undefined) return;
        const pause = performance.now() - endedAt;
        told.pauses.push(pause);
        if (pause > BACK_WITHIN) told.problems.push(`a session was open again after ${(pause / 1000).toFixed(1)} s`);
        endedAt = undefined;
      } else {
        endedAt ??= performance.now();
        if (code !== SERVICE_RESTART) told.problems.push(`a session ended with ${code}, wanted ${SERVICE_RESTART}`);
      }
    });
    // As many as a visitor may have are of one visitor.
    if (!events.open(new EventEmitter(), page, key)) told.problems.push('a page found no room');
    return page;
  });
  return {
    get opened() {
      return told.opened;
    },
    pauses: told.pauses,
    problems: told.problems,
    stop() {
      for (const page of pages) page.emit('close');
    },
  };
}

/** A browser that reads all it is sent, and tells of each change of the session. */
class Browser extends EventEmitter {
  readonly writableLength = 0;
  readonly #changed: (live: boolean, code: number | string | undefined) => void;

  constructor(changed: (live: boolean, code: number | string | undefined) => void) {
    super();
    this.#changed = changed;
  }

  writeHead(): void {}

  write(text: string): void {
    const state = /^event: state\ndata: (.*)$/m.exec(text)?.[1];
    if (state === undefined) return;
    const { live, code } = JSON.parse(state) as { readonly live: boolean; readonly code?: number | string };
    this.#changed(live, code);
  }

  end(): void {}
  destroy(): void {}
}
