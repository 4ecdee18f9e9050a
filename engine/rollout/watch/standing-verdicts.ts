import type { Graces } from '../../../domain/verdict/graces.ts';
import { judge } from '../../../domain/verdict/judge.ts';
import type { Instant, Observation } from '../../../domain/verdict/observation.ts';
import type { Verdict } from '../../../domain/verdict/verdict.ts';

interface Standing {
  readonly verdict: Verdict;
  /** From when on it holds. */
  readonly since: Instant;
}

/** Verdicts that stand until something new is seen or their own time comes: of fifty workloads, one event changes what is known of
 *  one. Gives what `judge` would give each time; an observation never changes, so it is known again by its identity. */
export class StandingVerdicts {
  readonly #graces: Graces;
  readonly #standing = new WeakMap<Observation, Standing>();

  constructor(graces: Graces) {
    this.#graces = graces;
  }

  on(observation: Observation, now: Instant): Verdict {
    const standing = this.#standing.get(observation);
    if (standing !== undefined && holds(standing, now)) return standing.verdict;
    const verdict = judge(observation, now, this.#graces);
    this.#standing.set(observation, { verdict, since: now });
    return verdict;
  }
}

/** The observer's clock may be set back by the time that we were blind without knowing it yet. */
function holds({ verdict, since }: Standing, now: Instant): boolean {
  if (now < since) return false;
  switch (verdict.state) {
    case 'progressing':
      return now < verdict.wakeAt;
    case 'complete':
      return true;
    case 'failed':
    case 'unknown':
      return false;
  }
}
