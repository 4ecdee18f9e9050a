import type { Sample } from './exposition.ts';

/** A series as promtool is told it: a value for each interval. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** What was collected round by round, an interval apart. A series that a round has not is absent then, and not what it was before.
 *  @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export function inputSeries(rounds: readonly (readonly Sample[])[]): readonly InputSeries[] {
  const found = new Map<string, string[]>();
  for (const [round, samples] of rounds.entries())
    for (const sample of samples) {
      const name = seriesName(sample);
      const values = found.get(name) ?? rounds.map(() => ABSENT);
      values[round] = valueText(sample.value);
      found.set(name, values);
    }
  return [...found].map(([series, values]) => ({ series, values: values.join(' ') }));
}

const ABSENT = '_';

const seriesName = ({ name, labels }: Sample): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

const valueText = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? 'Inf' : '-Inf';
