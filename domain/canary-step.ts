import { type Seconds, seconds } from './seconds.ts';

/** A share of the traffic that the new version gets, and for how long. */
export interface CanaryStep {
  /** Above 0 and below 100. By weights it is exact, to two decimals; by numbers of pods it is met within ten points, or refused. */
  readonly percent: number;
  readonly pause: Seconds;
}

/** How a canary gets its share: by its number of pods behind the one Service, or exactly, by the weights of an HTTPRoute of the release.
 *  Never found out from what is there: the two need different labels. */
export const CANARY_TRAFFIC = ['replicas', 'gateway'] as const;
export type CanaryTrafficWord = (typeof CANARY_TRAFFIC)[number];

/** `25:60,50:60`: percent, and seconds that it is watched. @throws a sentence for what is no step */
export function parseSteps(text: string): readonly CanaryStep[] {
  return text.split(',').map((step) => {
    const [, percent, pause] = /^\s*(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(step) ?? [];
    if (percent === undefined || pause === undefined)
      throw new Error(`"${step.trim()}" is no step: wanted percent and seconds, "25:60".`);
    return { percent: Number(percent), pause: seconds(Number(pause)) };
  });
}

/** As `parseSteps` reads it. */
export const formatSteps = (steps: readonly CanaryStep[]): string =>
  steps.map(({ percent, pause }) => `${percent}:${pause}`).join(',');
