import type { MatcherConfig } from './matcher-config.ts';

/** The problem matchers of a job: what a step adds counts for all output from then on. */
export class ProblemMatchers {
  #active: readonly MatcherConfig[] = [];

  /** The one that was added last comes first. */
  get active(): readonly MatcherConfig[] {
    return this.#active;
  }

  /** Replaces those of the same owners. */
  add(added: readonly MatcherConfig[]): void {
    const owners = added.map(({ owner }) => owner.toLowerCase());
    this.#active = [...added, ...this.#active.filter(({ owner }) => !owners.includes(owner.toLowerCase()))];
  }

  remove(owners: readonly string[]): void {
    const gone = owners.map((owner) => owner.toLowerCase());
    this.#active = this.#active.filter(({ owner }) => !gone.includes(owner.toLowerCase()));
  }
}
