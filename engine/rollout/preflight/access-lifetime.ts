import { type Seconds, seconds } from '../../../domain/seconds.ts';
import type { Access } from '../cluster.ts';
import type { PlannedWait } from './planned-waits.ts';
import type { Findings } from './references.ts';

/** For reading, recording and reporting around the waits. */
const MARGIN = seconds(120);

/** How long a run may take. */
export interface Times {
  readonly timeout: Seconds;
  readonly waits: readonly PlannedWait[];
  readonly rollback: Seconds | undefined;
  readonly now: number;
}

/** Credentials that end before the rollout, its look and its rollback may: it would stop in the middle, blind. */
export function lifetimeProblems({ endsAt, isRenewed }: Access, { timeout, waits, rollback, now }: Times): Findings {
  const needs: readonly PlannedWait[] = [
    { name: 'timeout', length: timeout },
    ...waits,
    ...(rollback === undefined ? [] : [{ name: 'rollback-timeout', length: rollback }]),
  ];
  const needed = needs.reduce<number>((sum, { length }) => sum + length, MARGIN);
  const left = endsAt === undefined ? Number.POSITIVE_INFINITY : Math.floor((endsAt - now) / 1000);
  if (left >= needed) return { refusals: [], notes: [] };
  const has = left <= 0 ? `ended ${-left} s ago` : `end in ${left} s`;
  // A plugin, a token file or an issuer gives new ones on the way.
  if (isRenewed)
    return { refusals: [], notes: [`The credentials for the cluster ${has} and will be renewed on the way.`] };
  const parts = `${needs.map(({ name, length }) => `${name} ${length} s`).join(', ')} and ${MARGIN} s around them`;
  return {
    refusals: [
      `The credentials for the cluster ${has}, but this rollout may need them for ${needed} s (${parts}). Get new ones in a step before this one, let them live longer, or set ${waits.length === 0 ? 'a shorter timeout' : 'shorter times'}.`,
    ],
    notes: [],
  };
}
