import { byName } from '../knob/by-name.ts';
import { STABLE_FOR, TIMEOUT } from '../knob/time-knobs.ts';
import type { Seconds } from '../seconds.ts';
import { GRACE_NAMES, GRACE_TABLE, type GraceName } from './grace-table.ts';

/** How long each symptom may last before it counts. Every length is measured from our own first sighting, on a clock that
 *  stands still while the API server cannot be seen: neither skewed clocks nor an outage turn into a failure. */
export interface Graces extends Readonly<Record<GraceName, Seconds>> {
  /** Every new pod must stay ready this long without a restart. */
  readonly stableFor: Seconds;
  /** An unfinished rollout ends here. */
  readonly timeout: Seconds;
}

/** What holds where nothing else is said. */
export const GRACES: Graces = {
  stableFor: STABLE_FOR.default,
  timeout: TIMEOUT.default,
  ...byName(GRACE_NAMES, (name) => GRACE_TABLE[name].default),
};
