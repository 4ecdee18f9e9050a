/** Who wants a group, and on what terms. */
export interface Claim {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
  readonly runId: number;
  /** '' for the run itself, the path of a job otherwise. */
  readonly path: string;
  /** Called when somebody else's claim ends this one while it holds the group. */
  readonly cancel: (reason: string) => void;
}

/** A place in a group. */
export interface Ticket {
  /** Resolves with nothing when the group is held, with the reason when it never will be. */
  readonly held: Promise<string | undefined>;
  /** Whether the claim had to wait. */
  readonly waited: boolean;
  /** Gives the place up, held or not. */
  leave(): void;
}

/** With `queue: max`, so many may wait.
 *  @see https://github.blog/changelog (2026-05-07, concurrency queue) */
const MAX_PENDING = 100;

interface Waiting {
  readonly claim: Claim;
  readonly settle: (reason: string | undefined) => void;
}

/** Concurrency groups of a repository: workflows and jobs share their names, which are compared without case.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency */
export class ConcurrencyGroups {
  readonly #holders = new Map<string, Claim>();
  readonly #pending = new Map<string, Waiting[]>();

  /** One holds a group, the others wait. A newer claim takes the place of whoever waits, unless it asks for a longer queue. */
  claim(claim: Claim): Ticket {
    const group = claim.group.toLowerCase();
    const holder = this.#holders.get(group);
    if (holder === undefined) {
      this.#holders.set(group, claim);
      return { held: Promise.resolve(undefined), waited: false, leave: () => this.#leave(group, claim) };
    }
    if (holder.runId === claim.runId && (holder.path === '' || claim.path.startsWith(`${holder.path} / `))) {
      const reason = `Canceling since a deadlock for concurrency group '${claim.group}' was detected between '${holder.path || 'top level workflow'}' and '${claim.path}'`;
      return { held: Promise.resolve(reason), waited: false, leave: () => {} };
    }
    const pending = this.#pending.get(group) ?? [];
    this.#pending.set(group, pending);
    const replaced = `Canceling since a higher priority waiting request for '${claim.group}' exists`;
    if (claim.queue === 'single') for (const { settle } of pending.splice(0)) settle(replaced);
    if (pending.length >= MAX_PENDING) {
      const reason = `Canceling since ${MAX_PENDING} requests wait for '${claim.group}' already`;
      return { held: Promise.resolve(reason), waited: true, leave: () => {} };
    }
    const held = new Promise<string | undefined>((resolve) => pending.push({ claim, settle: resolve }));
    if (claim.cancelInProgress) holder.cancel(replaced);
    return { held, waited: true, leave: () => this.#leave(group, claim) };
  }

  #leave(group: string, claim: Claim): void {
    const pending = this.#pending.get(group) ?? [];
    if (this.#holders.get(group) !== claim) {
      const index = pending.findIndex((waiting) => waiting.claim === claim);
      if (index >= 0) pending.splice(index, 1)[0]?.settle(`The wait for '${claim.group}' was given up`);
      return;
    }
    const next = pending.shift();
    if (next === undefined) this.#holders.delete(group);
    else {
      this.#holders.set(group, next.claim);
      next.settle(undefined);
    }
  }
}
