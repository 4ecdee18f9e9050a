import type { Unit } from '../../manifests-src/observability/dashboards/dashboard.ts';
import { inUnit, ticksUpTo } from './scale.ts';

export interface Chart {
  readonly unit: Unit;
  readonly lines: readonly { readonly legend: string; readonly values: readonly (number | null)[] }[];
  /** Points of time that every line has. */
  readonly points: number;
  /** Minutes between two of them. */
  readonly step: number;
  /** Indices of points that are marked. */
  readonly marks: readonly number[];
  /** From where on it is too much. */
  readonly threshold: number | undefined;
}

const [WIDTH, HEIGHT] = [600, 190];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 8, 8, 22];
/** Colours that the style of the page has. */
export const COLOURS = 8;

/** Lines over time as SVG, without the element itself. */
export function chartParts(chart: Chart): readonly string[] {
  const shown = chart.lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = ticksUpTo(Math.max(0, ...shown));
  const top = ticks.at(-1) ?? 1;
  const x = (index: number): number => rounded(LEFT + ((WIDTH - LEFT - RIGHT) * index) / (chart.points - 1));
  const y = (value: number): number => rounded(HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / top);
  return [
    ...ticks.flatMap((tick) => [
      `<path class="grid" d="M${LEFT} ${y(tick)}H${WIDTH - RIGHT}"/>`,
      `<text x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${inUnit(tick, chart.unit)}</text>`,
    ]),
    ...hours(chart).map(
      ({ index, text }) =>
        `<text x="${x(index)}" y="${HEIGHT - 6}" text-anchor="${index === 0 ? 'start' : index === chart.points - 1 ? 'end' : 'middle'}">${text}</text>`,
    ),
    ...chart.marks.map((index) => `<path class="mark" d="M${x(index)} ${TOP}V${HEIGHT - BOTTOM}"/>`),
    ...(chart.threshold === undefined || chart.threshold > top
      ? []
      : [`<path class="limit" d="M${LEFT} ${y(chart.threshold)}H${WIDTH - RIGHT}"/>`]),
    ...chart.lines.map(({ values }, index) => `<path class="line c${index % COLOURS}" d="${pathOf(values, x, y)}"/>`),
  ];
}

export const VIEW_BOX = `0 0 ${WIDTH} ${HEIGHT}`;

/** Where there is no value the line has a gap. */
function pathOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let down = false;
  return values
    .map((value, index) => {
      if (value === null) {
        down = false;
        return '';
      }
      const at = `${down ? 'L' : 'M'}${x(index)} ${y(value)}`;
      down = true;
      return at;
    })
    .join('');
}

/** A mark for every second hour, counted back from the last point. */
function hours({ points, step }: Chart): readonly { readonly index: number; readonly text: string }[] {
  const every = 120 / step;
  return Array.from({ length: Math.floor((points - 1) / every) + 1 }, (_, count) => ({
    index: points - 1 - count * every,
    text: count === 0 ? 'now' : `−${2 * count} h`,
  })).toReversed();
}

const rounded = (value: number): number => Number(value.toFixed(1));
