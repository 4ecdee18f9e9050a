/** What fires of the alerts of a tier while users ask for a page of a service; anything else that fires is a deviation. */
export interface AlertStatement {
  readonly tier: string;
  readonly service: string;
  /** What users ask for meanwhile. */
  readonly page: string;
  /** How long, on the clock of whoever collects. */
  readonly minutes: number;
  /** Names of alerts of the service; nothing fires where there is none. */
  readonly fires: readonly string[];
}
