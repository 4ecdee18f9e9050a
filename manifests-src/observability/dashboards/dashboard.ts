import type { Expression } from '../promql/expression.ts';

/** A dashboard as data; Grafana's and Google's form of it are written from the same. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What the numbers are counted in. */
export type Unit = 'requests per second' | 'seconds' | 'part' | 'bytes' | 'cores' | 'count';

export interface Panel {
  readonly title: string;
  /** What one sees there, for who has never seen it. */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Names of the alerts that it shows. */
  readonly alerts: readonly string[];
  /** The service that it is about; `undefined` for the whole tier. */
  readonly service: string | undefined;
  /** From where on it is too much. */
  readonly threshold?: number;
}

export interface Query {
  readonly expression: Expression;
  /** `{{label}}` is the value of a label. */
  readonly legend: string;
}

/** Numbers and places are ours: what Grafana would choose changes when a panel is put between others. */
export interface Placed {
  readonly panel: Panel;
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const [WIDTH, HEIGHT, COLUMNS] = [12, 8, 2];

export const placed = ({ panels }: Dashboard): readonly Placed[] =>
  panels.map((panel, index) => ({
    panel,
    id: index + 1,
    x: (index % COLUMNS) * WIDTH,
    y: Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
  }));
