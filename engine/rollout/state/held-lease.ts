import type { Run } from '../../../domain/run-order.ts';
import type { Clock } from '../clock.ts';
import { type Cluster, isMoved, type KubernetesObject, type ObjectReference, referenceOf, seenOf } from '../cluster.ts';
import { decideLease, freeLease, isHeldBy, RENEW_EVERY, released, renewed, taken } from './lease.ts';
import { NewerRun } from './newer-run.ts';

/** How often the Lease is read again when another run writes it at the same time. */
const TRIES = 8;

/** Writes that follow each other so closely are one boundary, asked for once: many objects are not many questions. */
const SAME_BOUNDARY = 250;

interface Ports {
  readonly cluster: Cluster;
  readonly clock: Clock;
}

interface Holder {
  readonly service: string;
  readonly namespace: string;
  readonly run: Run;
}

/** The lock of one service in its namespace, while this run has it. */
export class HeldLease {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #run: Run;
  readonly #reference: ObjectReference;
  readonly #lost = new AbortController();
  /** As it was when we last knew that it is ours, and when that was. */
  #lease: KubernetesObject;
  #knownAt: number;
  #stopRenewing: () => void = () => {};
  #over = false;

  private constructor({ cluster, clock }: Ports, run: Run, lease: KubernetesObject) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#run = run;
    this.#reference = referenceOf(lease, lease.metadata.namespace ?? '');
    this.#lease = lease;
    this.#knownAt = clock.now();
  }

  /** Takes the lock, from an older run as well: that one ends before its next write.
   *  @throws {NewerRun} when a newer run has it; {Refusal | Unreachable} */
  static async acquire(ports: Ports, { service, namespace, run }: Holder): Promise<HeldLease> {
    const { cluster, clock } = ports;
    const free = freeLease(service, namespace);
    const reference = referenceOf(free, namespace);
    for (let tries = 1; ; tries++) {
      const lease = (await cluster.get(reference)) ?? (await cluster.apply(free)).object;
      const decision = decideLease(lease, run, clock.now());
      if (decision.kind === 'superseded') throw new NewerRun(decision.sentence);
      try {
        const ours = await cluster.patch(seenOf(lease, namespace), taken(lease, run, clock.now()));
        const held = new HeldLease(ports, run, ours);
        held.#renewLater();
        return held;
      } catch (error) {
        if (!isMoved(error) || tries === TRIES) throw error;
      }
    }
  }

  /** Aborted as soon as we see that another run has the lock: stop watching, there is nothing left to do. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** To be asked before each write. @throws {NewerRun} when another run has the lock. */
  async fence(): Promise<void> {
    const passed = this.#clock.now() - this.#knownAt;
    if (!this.#lost.signal.aborted && passed > SAME_BOUNDARY) await this.#look();
    if (this.#lost.signal.aborted) throw new NewerRun('A newer run has taken over.');
  }

  /** Gives the lock back, so that nobody waits for its expiry. What goes wrong here, the expiry mends. */
  async release(): Promise<void> {
    this.#over = true;
    this.#stopRenewing();
    if (this.#lost.signal.aborted) return;
    try {
      await this.#write(released());
    } catch {
      // The next run takes an expired Lease, too.
    }
  }

  /** @returns whether it is ours. */
  async #look(): Promise<boolean> {
    const lease = await this.#cluster.get(this.#reference);
    if (lease !== undefined && isHeldBy(lease, this.#run)) this.#know(lease);
    else this.#lost.abort();
    return !this.#lost.signal.aborted;
  }

  #know(lease: KubernetesObject): void {
    this.#lease = lease;
    this.#knownAt = this.#clock.now();
  }

  /** Bound to the version that we know: where somebody has written it since, it is read again. */
  async #write(change: Readonly<Record<string, unknown>>): Promise<void> {
    const write = async (): Promise<void> =>
      this.#know(await this.#cluster.patch(seenOf(this.#lease, this.#reference.namespace), change));
    try {
      await write();
    } catch (error) {
      if (!isMoved(error)) throw error;
      if (await this.#look()) await write();
    }
  }

  #renewLater(): void {
    this.#stopRenewing = this.#clock.after(RENEW_EVERY, () => {
      this.#renew().finally(() => {
        if (!this.#over && !this.#lost.signal.aborted) this.#renewLater();
      });
    });
  }

  async #renew(): Promise<void> {
    try {
      if (!this.#over) await this.#write(renewed(this.#clock.now()));
    } catch {
      // An API server that is away for a moment: the next renewal comes in time, or the next fence says why not.
    }
  }
}
