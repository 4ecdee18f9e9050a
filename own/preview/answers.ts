/** What a Prometheus answered to every query of every panel: recorded once, and drawn each time. */
export interface RecordedAnswers {
  /** Minutes between two values. */
  readonly step: number;
  /** How many values each line has. */
  readonly points: number;
  /** Indices of the points at which pods began. */
  readonly began: readonly number[];
  readonly panels: readonly RecordedPanel[];
}

export interface RecordedPanel {
  readonly dashboard: string;
  readonly title: string;
  readonly queries: readonly RecordedQuery[];
}

export interface RecordedQuery {
  /** What was asked, so that one sees when a panel asks something else by now. */
  readonly promql: string;
  readonly lines: readonly RecordedLine[];
}

export interface RecordedLine {
  readonly labels: Readonly<Record<string, string>>;
  /** `null` where there was none. */
  readonly values: readonly (number | null)[];
}
