import type { Scenario } from '../scenario.ts';
import { LIMIT, memory, surroundings, well } from '../surroundings.ts';

const OUT = 'MemoryRunsOut ai-agent-api';

/** Which part of its limit a pod uses, by the minute, and what the pod of the same name in another tier does. */
const growing = (
  name: string,
  minutes: number,
  used: (minute: number) => number,
  fires: Scenario['fires'],
  elsewhere?: (minute: number) => number,
): Scenario => ({
  name,
  series: [
    ...surroundings(minutes),
    ...well(minutes),
    ...memory(minutes, (minute) => used(minute) * LIMIT),
    ...(elsewhere === undefined
      ? []
      : memory(minutes, (minute) => elsewhere(minute) * LIMIT, { namespace: 'elsewhere' })),
  ],
  fires,
});

const fast = (minute: number): number => 0.5 + minute * 0.0025;
const jumped = (minute: number): number => (minute < 55 ? 0.4 : 0.6);

export const MEMORY_GROWTH: readonly Scenario[] = [
  growing('memory grows to the limit within four hours', 90, fast, { '9m': [], '30m': [], '40m': [OUT], '80m': [OUT] }),
  growing('memory grows, and not to the limit within four hours', 90, (minute) => 0.5 + minute * 0.0014, { '89m': [] }),
  growing('a small process grows fast, as each does that begins', 90, (minute) => 0.05 + minute * 0.0045, {
    '80m': [],
    '89m30s': [],
  }),
  growing('memory jumped once, and has been even since', 90, jumped, { '63m': [], '89m': [] }),
  growing(
    'memory grows since forty minutes, and would not reach the limit by the hour',
    92,
    sinceMinute(50, 0.55, 0.0019),
    {
      '90m': [],
    },
  ),
  growing('memory grows since an hour, after three in which it did not', 260, sinceMinute(180, 0.5, 0.0025), {
    '4h15m': [OUT],
  }),
  growing('memory grows, and in another tier fast', 90, (minute) => 0.5 + minute * 0.0005, { '80m': [] }, fast),
  growing(
    'a small process grows fast, and one of another tier is large',
    90,
    (minute) => 0.05 + minute * 0.0045,
    { '70m': [] },
    () => 0.9,
  ),
  growing('memory jumped once, and one of another tier is large', 90, jumped, { '85m': [] }, () => 0.9),
  growing('memory grows to the limit, and one of another tier is at it', 90, fast, { '80m': [OUT] }, () => 0.99),
];

/** Even until then. */
function sinceMinute(began: number, from: number, aMinute: number): (minute: number) => number {
  return (minute) => from + Math.max(0, minute - began) * aMinute;
}
