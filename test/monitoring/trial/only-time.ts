import type { WrittenGroup } from '../../../manifests-src/observability/rule.ts';

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
/** Windows, offsets, `for` and how often rules are judged, as they are written; names of what is recorded have none of these marks. */
const TIMES = /(\[|offset |"for":"|"interval":")(\d+)(ms|s|m|h|d)(?=\]|"| |\))/g;

/** What two sets of written rules differ by, times aside, which are so many times shorter in the second; '' where by nothing else. It reads the
 *  text that Prometheus reads, and knows nothing of how the second was made. */
export function otherThanTime(
  rules: readonly WrittenGroup[],
  shorter: readonly WrittenGroup[],
  factor: number,
): string {
  const [left, right] = [rules.map(inSeconds(1)), shorter.map(inSeconds(factor))];
  const index = left.findIndex((each, place) => each !== right[place]);
  if (index >= 0) return `${left[index]}\nis\n${right[index]}`;
  return left.length === right.length ? '' : `${left.length} groups are ${right.length}`;
}

const inSeconds =
  (factor: number) =>
  (group: WrittenGroup): string =>
    JSON.stringify(group).replace(
      TIMES,
      (_found, before: string, count: string, unit: string) =>
        `${before}${Math.round(Number(count) * (SECONDS[unit] ?? Number.NaN) * factor)}`,
    );
