/** An age as kubectl prints it: `45s`, `3m20s`, `5h`, `12d`. apimachinery `pkg/util/duration`. */
export const ageText = (timestamp: unknown, now: number): string =>
  typeof timestamp === 'string' ? durationText(now - Date.parse(timestamp)) : '<unknown>';

/** A time span as kubectl prints it. */
export const durationText = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const withRest = (whole: number, unit: string, rest: number, small: string): string =>
    rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${small}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  return days < 8 ? withRest(days, 'd', hours % 24, 'h') : `${days}d`;
};
