import { assertNever } from '../../domain/brand.ts';
import type { Unit } from '../../manifests-src/observability/dashboards/dashboard.ts';

/** From zero to a round number that nothing is above, in steps that people count in. */
export function ticksUpTo(largest: number): readonly number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** A number as one reads it on a panel. */
export function inUnit(value: number, unit: Unit): string {
  switch (unit) {
    case 'requests per second':
      return `${short(value)}/s`;
    case 'seconds':
      return value !== 0 && value < 1 ? `${short(value * 1000)} ms` : `${short(value)} s`;
    case 'part':
      return `${short(value * 100)} %`;
    case 'bytes':
      return `${short(value / 2 ** 20)} MiB`;
    case 'cores':
    case 'count':
      return short(value);
    default:
      return assertNever(unit);
  }
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
