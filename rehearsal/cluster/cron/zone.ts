import { knownZoneClock } from '../../zone-clock.ts';

/** What a clock on the wall shows, month from 1 and weekday from 0 for Sunday. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

/** The clocks of one time zone. */
export interface Zone {
  wall(at: number): Wall;
  /** When the clocks show this; fields beyond their range go on into the next. What the clocks skip or show twice is one of the two,
   *  as Go's `time.Date` chooses. */
  at(wall: Omit<Wall, 'weekday'>): number;
  /** `+02:00`; `Z` where there is none. */
  offsetText(at: number): string;
}

const DAY = 86_400_000;

/** The zone of a name; `undefined` for one that nobody knows. */
export const zoneOf = (name: string): Zone | undefined => {
  const clock = isSpelled(name) ? knownZoneClock(name) : undefined;
  if (clock === undefined) return undefined;
  const offset = remembered((at) => clock(at) - Math.floor(at / 1000) * 1000);
  return {
    wall(at) {
      const shown = new Date(at + offset(at));
      return {
        year: shown.getUTCFullYear(),
        month: shown.getUTCMonth() + 1,
        day: shown.getUTCDate(),
        hour: shown.getUTCHours(),
        minute: shown.getUTCMinutes(),
        second: shown.getUTCSeconds(),
        weekday: shown.getUTCDay(),
      };
    },
    at({ year, month, day, hour, minute, second }) {
      const shown = Date.UTC(year, month - 1, day, hour, minute, second);
      return shown - offset(shown - offset(shown));
    },
    offsetText(at) {
      const minutes = Math.round(offset(at) / 60_000);
      if (minutes === 0) return 'Z';
      const two = (number: number): string => String(number).padStart(2, '0');
      const size = Math.abs(minutes);
      return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
    },
  };
};

/** Asks once a day where the clocks are not changed on that day. */
const remembered = (offset: (at: number) => number): ((at: number) => number) => {
  const days = new Map<number, number | 'changes'>();
  return (at) => {
    const day = Math.floor(at / DAY);
    const known = days.get(day) ?? dayOffset(offset, day);
    days.set(day, known);
    return known === 'changes' ? offset(at) : known;
  };
};

const dayOffset = (offset: (at: number) => number, day: number): number | 'changes' => {
  const [first, last] = [offset(day * DAY), offset((day + 1) * DAY)];
  return first === last ? first : 'changes';
};

const KNOWN = new Set(Intl.supportedValuesOf('timeZone'));
const LOWER = new Set([...KNOWN].map((name) => name.toLowerCase()));

/** Kubernetes finds zones as files, so the case of a name counts; to what we ask it does not. */
const isSpelled = (name: string): boolean => KNOWN.has(name) || (!LOWER.has(name.toLowerCase()) && /^[A-Z]/.test(name));
