import { createVirtualClock, type VirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';

/** Virtual time for tests with real sockets: it passes only while the network is quiet, in small steps. */
export class PatientClock {
  readonly clock: VirtualClock;
  /** A number that changes while bytes move, and how many requests are being answered. */
  network: () => { readonly activity: number; readonly inFlight: number } = () => ({ activity: 0, inFlight: 0 });
  readonly #step: number;

  constructor(clock = createVirtualClock(Date.UTC(2026, 10, 23, 12)), step = 250) {
    this.clock = clock;
    this.#step = step;
  }

  now = (): number => this.clock.now();
  after = (milliseconds: number, callback: () => void): (() => void) => this.clock.after(milliseconds, callback);

  /** Lets time pass until the promise settles. @throws after `limit` milliseconds of virtual time. */
  async until<T>(promise: Promise<T>, limit = 3_600_000): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (const end = this.now() + limit; ; ) {
      await this.#quiet();
      if (settled) return await promise;
      if (this.now() > end) throw new Error(`${limit / 1000} s have passed, and the promise has not settled.`);
      this.clock.advance(this.#step);
    }
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds;
    while (this.now() < end) {
      await this.#quiet();
      this.clock.advance(Math.min(this.#step, end - this.now()));
    }
    await this.#quiet();
  }

  async #quiet(): Promise<void> {
    for (let calm = 0, last = -1; calm < 12; calm++) {
      await new Promise((resolve) => setImmediate(resolve));
      const { activity, inFlight } = this.network();
      if (inFlight > 0 || activity !== last) calm = 0;
      last = activity;
    }
  }
}
