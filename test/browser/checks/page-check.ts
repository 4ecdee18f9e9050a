import type { Stage } from '../stage.ts';

/** One thing that must hold of the dashboard's page, tried in a browser. */
export interface PageCheck {
  readonly name: string;
  /** @returns what was measured, in a few words. @throws where it does not hold. */
  run(stage: Stage): Promise<string>;
}
