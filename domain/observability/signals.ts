import type { LabelName, LabelValues, MetricName, MetricsContract } from './metrics-contract.ts';

/** What of a service's metrics tells how its users fare. */
export interface Signals {
  /** Name of the service. */
  readonly service: string;
  readonly contract: MetricsContract;
  readonly requests: RequestSignals;
  /** Gauges of which every pod tells the same, since they are counted in a store: never summed over pods. */
  readonly shared: readonly string[];
  /** Metrics of the business dashboard, in its order. */
  readonly business: readonly string[];
  /** Metrics of the system dashboard, in its order, besides those of requests and containers. */
  readonly system: readonly string[];
}

/** How answered requests are counted. */
export interface RequestSignals {
  /** The counter of all of them. */
  readonly counter: string;
  /** Which of them have failed: values of its labels. */
  readonly failed: Readonly<Record<string, readonly string[] | undefined>>;
  /** The histogram of how long they took. */
  readonly duration: string;
  /** The label of both that says what was asked for: probes and scrapes are left out by it. `undefined` where they are not counted at
   *  all, and the label is not there. */
  readonly route?: string;
}

/** Names that are not in the contract, and values that their labels do not have, do not compile. */
export const signals = <
  const C extends MetricsContract,
  const N extends MetricName<C, 'counter'>,
  const H extends MetricName<C, 'histogram'>,
>(given: {
  readonly service: string;
  readonly contract: C;
  readonly requests: {
    readonly counter: N;
    readonly failed: LabelValues<C, NoInfer<N>>;
    readonly duration: H;
    readonly route?: LabelName<C, NoInfer<N>> & LabelName<C, NoInfer<H>>;
  };
  readonly shared?: readonly MetricName<C, 'gauge'>[];
  readonly business?: readonly MetricName<C>[];
  readonly system?: readonly MetricName<C>[];
}): Signals => ({ shared: [], business: [], system: [], ...given });
