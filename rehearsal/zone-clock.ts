/** What clocks in a time zone show at a moment, as if they showed UTC; whole seconds, in milliseconds. Two of them differ by what somebody
 *  reads.
 *  @throws {RangeError} for what is no name of a time zone */
export function zoneClock(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: Intl.DateTimeFormatPartTypes): number =>
      Number(parts.find((one) => one.type === type)?.value ?? Number.NaN);
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  };
}

/** The clock of a zone; `undefined` for what is no name of one. */
export function knownZoneClock(timeZone: string): ((at: number) => number) | undefined {
  try {
    return zoneClock(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
