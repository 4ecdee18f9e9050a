import { assertNever } from '../../../domain/brand.ts';
import { strategyIn } from '../../../domain/service.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';

/** How long a job that hangs may hold its runner: longer than it honestly takes, and not for ever. */
type Bounds = NonNullable<JobStatement['hangs']>;

/** The login of a job ends after an hour (access_token_lifetime of google-github-actions/auth): what goes on longer cannot end well. */
const HOUR = 60;

/** Returning to the last good state takes so long at most (default of rollback-timeout in docs/actions.md). */
const ROLLBACK_SECONDS = 300;

/** Seconds that a strategy takes besides waiting for pods. */
function strategySeconds(strategy: Strategy): number {
  switch (strategy.kind) {
    case 'rolling':
      return 0;
    case 'blueGreen':
      return strategy.bake + strategy.scaleDownDelay;
    case 'canary':
      return strategy.steps.reduce((sum, { pause }) => sum + pause, 0);
    default:
      return assertNever(strategy);
  }
}

const between = (seconds: number): Bounds => {
  const atLeast = Math.ceil(seconds / 60);
  return { atLeast, atMost: Math.max(HOUR, 2 * atLeast) };
};

/** The longest honest rollout is late, and then goes back; of services whose strategies differ, that of the quickest one. */
export const rolloutBounds = ({ services }: Pick<StoryDelivery, 'services'>, tier: Tier): Bounds =>
  between(
    tier.timeout +
      Math.min(...services.map((service) => strategySeconds(strategyIn(service, tier)))) +
      ROLLBACK_SECONDS,
  );

export const rollbackBounds = ({ rollout }: Tier): Bounds => between(ROLLBACK_SECONDS + strategySeconds(rollout));

/** Jobs whose work no delivery says: a few minutes for what only asks or says something, some more for tests, builds and checks. */
export const BOUNDS = {
  words: { atLeast: 3, atMost: HOUR },
  questions: { atLeast: 5, atMost: HOUR },
  work: { atLeast: 10, atMost: HOUR },
} as const satisfies Readonly<Record<string, Bounds>>;

/** A job that hung and was ended by its limit. */
export const hung = (hangs: Bounds): Partial<JobStatement> => ({
  result: 'cancelled',
  errors: [/exceeded the maximum execution time/],
  hangs,
});
