import type { Arrow, Box, BoxKind, Drawing } from './drawing.ts';

/** A box with its place; all numbers are whole. */
export interface Placed extends Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its whole row ends. */
  readonly bottom: number;
}

/** An arrow as the corners of its line. */
export interface Route {
  readonly kind: Arrow['kind'];
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A drawing with all of its places. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
}

export const LINE = 18;
/** Of the font's twelve points, with a little room. */
const CHARACTER = 7.4;
/** Scripts whose characters are twice as wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const INSIDE = 12;
const GUTTER = 44;
const GAP = 52;
const MARGIN = 20;
/** Longer lines are shortened; nobody reads a box that is wider. */
export const LONGEST = 44;
const NARROWEST = 96;
const SERVICES_A_ROW = 4;

const COLUMNS: Readonly<Record<Exclude<BoxKind, 'wave' | 'check'>, number>> = {
  service: 0,
  branch: 0,
  build: 1,
  gate: 2,
  tier: 3,
};

interface Cell {
  readonly box: Box;
  readonly row: number;
  readonly column: number;
}

/** Places boxes on a grid and leads arrows between them: forward in a row, and evidence through the gaps between rows and columns. */
export function layOut({ services, rows, arrows }: Drawing): Layout {
  const above = Math.ceil(services.length / SERVICES_A_ROW);
  const waves = Math.max(0, ...rows.map((row) => row.filter(({ kind }) => kind === 'wave').length));
  const cells: readonly Cell[] = [
    ...services.map((box, index) => ({
      ...{ box, row: Math.floor(index / SERVICES_A_ROW), column: index % SERVICES_A_ROW },
    })),
    ...rows.flatMap((row, index) => cellsOf(row, above + index, COLUMNS.tier + waves + 1)),
  ];
  const columns = starts(
    cells,
    ({ column }) => column,
    ({ box }) => widthOf(box),
    GUTTER,
  );
  const lines = starts(
    cells,
    ({ row }) => row,
    ({ box }) => heightOf(box),
    GAP,
  );
  const boxes = cells.map(({ box, row, column }) => ({
    ...box,
    x: columns.at[column] ?? 0,
    y: lines.at[row] ?? 0,
    width: columns.size[column] ?? 0,
    height: heightOf(box),
    bottom: (lines.at[row] ?? 0) + (lines.size[row] ?? 0),
  }));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return {
    width: columns.end + MARGIN,
    height: lines.end + MARGIN,
    boxes,
    routes: arrows.flatMap(({ kind, from, to }) => {
      const [source, target] = [byId.get(from), byId.get(to)];
      return source === undefined || target === undefined ? [] : [{ kind, points: corners(kind, source, target) }];
    }),
  };
}

function cellsOf(row: readonly Box[], index: number, last: number): readonly Cell[] {
  let wave = 0;
  return row.map((box) => {
    switch (box.kind) {
      case 'wave':
        wave += 1;
        return { box, row: index, column: COLUMNS.tier + wave };
      case 'check':
        return { box, row: index, column: last };
      default:
        return { box, row: index, column: COLUMNS[box.kind] };
    }
  });
}

/** Where each column or row begins: as wide or high as the largest thing in it; an empty one takes no room. */
function starts(
  cells: readonly Cell[],
  number: (cell: Cell) => number,
  size: (cell: Cell) => number,
  gap: number,
): { readonly at: readonly number[]; readonly size: readonly number[]; readonly end: number } {
  const sizes: number[] = [];
  for (const cell of cells) sizes[number(cell)] = Math.max(sizes[number(cell)] ?? 0, size(cell));
  const whole = Array.from(sizes, (each) => each ?? 0);
  const at: number[] = [];
  let next = MARGIN;
  for (const each of whole) {
    at.push(next);
    if (each > 0) next += each + gap;
  }
  return { at, size: whole, end: next - gap };
}

const widthOf = ({ lines }: Box): number =>
  Math.max(NARROWEST, Math.ceil(Math.max(...lines.map(charactersOf)) * CHARACTER) + 2 * INSIDE);

const charactersOf = (line: string): number =>
  [...line].slice(0, LONGEST).reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0);

const heightOf = ({ lines }: Box): number => lines.length * LINE + 2 * INSIDE - 4;

function corners(kind: Arrow['kind'], source: Placed, target: Placed): Route['points'] {
  const middle = source.y + 26;
  if (kind === 'flow')
    return [
      [source.x + source.width, middle],
      [target.x, middle],
    ];
  const [from, to] = [source.x + Math.floor(source.width / 2), target.x + Math.floor(target.width / 2)];
  const below = source.bottom + 16;
  const beside = target.x - Math.floor(GUTTER / 2);
  const before = target.y - 16;
  return [
    [from, source.y + source.height],
    [from, below],
    [beside, below],
    [beside, before],
    [to, before],
    [to, target.y],
  ];
}
