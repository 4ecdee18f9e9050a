import { LIVE, type Scenario } from '../scenario.ts';
import { surroundings } from '../surroundings.ts';
import { type Traffic, traffic } from '../traffic.ts';

/** A scenario of what users and probes ask for, in a cluster where nothing else is wrong. */
export const given = (
  name: string,
  minutes: number,
  aMinute: Traffic['aMinute'],
  fires: Scenario['fires'],
  more: Partial<Traffic> = {},
): Scenario => ({
  name,
  series: [...surroundings(minutes), ...traffic({ minutes, aMinute, ...more }, LIVE)],
  fires,
});
