import type { Fields } from './fields.ts';
import type { Wall, Zone } from './zone.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** What does not come within so many years never comes. */
const YEARS = 5;

/** The first time after `after` at which the clocks of the zone show what the fields ask for. What the clocks skip when summer begins is
 *  left out, and what they show twice may happen twice: step for step as the library that Kubernetes counts with.
 *  robfig/cron v3, spec.go, Next
 *  @returns `undefined` for what never comes, as the 31st of February. */
export const nextTime = (fields: Fields, zone: Zone, after: number): number | undefined => {
  let at = Math.floor(after / SECOND) * SECOND + SECOND;
  let isRounded = false;
  const limit = zone.wall(at).year + YEARS;
  const advance = (step: Step): 'fits' | 'wrapped' => {
    while (!step.fits(fields, zone.wall(at))) {
      if (!isRounded) at = step.round(zone, at);
      isRounded = true;
      at = step.next(zone, at);
      if (step.wraps(zone.wall(at))) return 'wrapped';
    }
    return 'fits';
  };
  while (zone.wall(at).year <= limit) if (STEPS.every((step) => advance(step) === 'fits')) return at;
  return undefined;
};

/** One field of time, from the largest to the smallest. */
interface Step {
  fits(fields: Fields, wall: Wall): boolean;
  /** Back to the beginning of the month, day, hour or minute. */
  round(zone: Zone, at: number): number;
  /** The next one. */
  next(zone: Zone, at: number): number;
  /** Whether the next one lies in another of the larger ones, which then have to be looked at again. */
  wraps(wall: Wall): boolean;
}

const STEPS: readonly Step[] = [
  {
    fits: ({ month }, wall) => month.numbers.has(wall.month),
    round: (zone, at) => zone.at({ ...zone.wall(at), day: 1, hour: 0, minute: 0, second: 0 }),
    next: (zone, at) => withChange(zone, at, { month: 1 }),
    wraps: ({ month }) => month === 1,
  },
  {
    fits: dayFits,
    round: (zone, at) => zone.at({ ...zone.wall(at), hour: 0, minute: 0, second: 0 }),
    next(zone, at) {
      const next = withChange(zone, at, { day: 1 });
      // Midnight itself may be what the clocks skip.
      const { hour } = zone.wall(next);
      return hour > 12 ? next + (24 - hour) * HOUR : next - hour * HOUR;
    },
    wraps: ({ day }) => day === 1,
  },
  {
    fits: ({ hour }, wall) => hour.numbers.has(wall.hour),
    round: (zone, at) => zone.at({ ...zone.wall(at), minute: 0, second: 0 }),
    next: (_zone, at) => at + HOUR,
    wraps: ({ hour }) => hour === 0,
  },
  {
    fits: ({ minute }, wall) => minute.numbers.has(wall.minute),
    round: (_zone, at) => at - (at % MINUTE),
    next: (_zone, at) => at + MINUTE,
    wraps: ({ minute }) => minute === 0,
  },
  {
    fits: (_fields, { second }) => second === 0,
    round: (_zone, at) => at,
    next: (_zone, at) => at + SECOND,
    wraps: ({ second }) => second === 0,
  },
];

/** Where both days are asked for, one of the two is enough. */
function dayFits({ day, weekday }: Fields, wall: Wall): boolean {
  const isDay = day.numbers.has(wall.day);
  const isWeekday = weekday.numbers.has(wall.weekday);
  return day.any || weekday.any ? isDay && isWeekday : isDay || isWeekday;
}

const withChange = (
  zone: Zone,
  at: number,
  { month = 0, day = 0 }: { readonly month?: number; readonly day?: number },
) => {
  const wall = zone.wall(at);
  return zone.at({ ...wall, month: wall.month + month, day: wall.day + day });
};
