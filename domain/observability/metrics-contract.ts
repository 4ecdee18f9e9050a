/** What a service promises to measure: the same that `metrics.contract` beside it says, and its own tests compare with the service. */
export type MetricsContract = readonly ContractMetric[];

export type ContractMetric = PlainMetric | HistogramMetric;

interface Described {
  readonly name: string;
  /** What one is counted in: `requests`, `seconds`, `bytes`. */
  readonly unit: string;
  readonly help: string;
  /** Labels with every value that they may have: an open set would make a time series for each value that somebody invents. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

export interface PlainMetric extends Described {
  readonly type: 'counter' | 'gauge';
}

export interface HistogramMetric extends Described {
  readonly type: 'histogram';
  /** Upper bounds in rising order, without infinity. */
  readonly buckets: readonly number[];
}

/** Names of the metrics of one type. */
export type MetricName<C extends MetricsContract, T extends ContractMetric['type'] = ContractMetric['type']> = Extract<
  C[number],
  { readonly type: T }
>['name'];

type LabelsOf<C extends MetricsContract, N extends string> =
  Extract<C[number], { readonly name: N }> extends { readonly labels: infer L extends NonNullable<Described['labels']> }
    ? L
    : Readonly<Record<never, readonly string[]>>;

/** Names of the labels of one metric. */
export type LabelName<C extends MetricsContract, N extends string> = Extract<keyof LabelsOf<C, N>, string>;

type ValueOf<L, K extends keyof L> = L[K] extends readonly (infer V extends string)[] ? V : never;

/** Some values of some labels of one metric. */
export type LabelValues<C extends MetricsContract, N extends string> = {
  readonly [L in LabelName<C, N>]?: readonly ValueOf<LabelsOf<C, N>, L>[];
};

/** Keeps every name and value as it is written, so that one that is not there does not compile. */
export const metricsContract = <const C extends MetricsContract>(...metrics: C): C => metrics;
