/** What has been measured, minute by minute, and which alerts fire then: one fact about the rules. */
export interface Scenario {
  readonly name: string;
  readonly series: readonly InputSeries[];
  /** Time of an evaluation and all that fires then, but for the watchdog: `HighErrorRate ai-agent-api`. */
  readonly fires: Readonly<Record<string, readonly string[]>>;
}

export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** How often what is measured is collected, and judged. */
export interface Pace {
  readonly seconds: number;
  readonly text: string;
}

/** As it is in a cluster. */
export const LIVE: Pace = { seconds: 30, text: '30s' };
/** For hours and days: the same rules, judged more seldom. */
export const HOURS: Pace = { seconds: 60, text: '1m' };
export const DAYS: Pace = { seconds: 1800, text: '30m' };
