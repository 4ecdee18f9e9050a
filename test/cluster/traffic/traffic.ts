import { askSteadily } from './http-client.ts';
import { holdSocket } from './socket-client.ts';

export interface Failure {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

/** What clients have seen so far. */
export interface Traffic {
  readonly answered: number;
  readonly failures: readonly Failure[];
  /** Every body, and how often. */
  readonly bodies: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export interface Crowd {
  readonly clients: number;
  /** Requests a second of each client. */
  readonly rate: number;
}

export const CROWD: Crowd = { clients: 8, rate: 50 };

/** Clients of one address: every other one keeps its connection, and each of them holds a WebSocket beside it. */
export function traffic(address: string, { clients, rate }: Crowd = CROWD): Traffic {
  const stopping = new AbortController();
  const failures: Failure[] = [];
  const bodies = new Map<string, number>();
  let answered = 0;
  const failed = (reason: string): void => {
    failures.push({ at: Date.now(), reason });
  };
  const answers = {
    failed,
    answered(body: string) {
      answered += 1;
      bodies.set(body, (bodies.get(body) ?? 0) + 1);
    },
  };
  const sockets = { failed, answered: () => {} };
  const all = Array.from({ length: clients }, (_, index) => [
    askSteadily(
      address,
      { connections: index % 2 === 0 ? 'kept' : 'new', every: 1000 / rate, answers },
      stopping.signal,
    ),
    holdSocket(address, sockets, stopping.signal),
  ]).flat();
  return {
    get answered() {
      return answered;
    },
    failures,
    bodies,
    async stop() {
      stopping.abort();
      await Promise.all(all);
    },
  };
}

/** For people: how many failed, and the first of each kind. */
export function failureSentence({ answered, failures }: Pick<Traffic, 'answered' | 'failures'>): string {
  const kinds = [...new Set(failures.map(({ reason }) => reason))].map((reason) => {
    const same = failures.filter((failure) => failure.reason === reason);
    return `${same.length} × ${reason} (first at ${new Date(same[0]?.at ?? 0).toISOString()})`;
  });
  return `${failures.length} of ${answered + failures.length} requests failed: ${kinds.join('; ')}`;
}
