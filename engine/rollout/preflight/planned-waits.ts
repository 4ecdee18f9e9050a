import { assertNever } from '../../../domain/brand.ts';
import { type Seconds, seconds } from '../../../domain/seconds.ts';
import type { RolloutRequest } from '../request.ts';

/** A time that passes even where nothing goes wrong, as its setting is called. */
export interface PlannedWait {
  readonly name: string;
  readonly length: Seconds;
}

type Planned = Pick<RolloutRequest, 'kind' | 'strategy' | 'watchAfter' | 'graces'>;

/** What a run waits for on purpose beside the time until its pods are ready, which the timeout bounds with the stable time in it.
 *  @param pauses of the shares that a canary goes through; none where it goes through none. */
export function plannedWaits(request: Planned, pauses: readonly Seconds[]): readonly PlannedWait[] {
  const { kind, watchAfter = seconds(0) } = request;
  return [
    ...waitsOfStrategy(request, pauses),
    // A rollback is not looked at further.
    { name: 'watch-after', length: kind === 'rollout' ? watchAfter : seconds(0) },
  ].filter(({ length }) => length > 0);
}

function waitsOfStrategy({ strategy, graces }: Planned, pauses: readonly Seconds[]): readonly PlannedWait[] {
  switch (strategy.kind) {
    case 'rolling':
      return [];
    case 'blueGreen':
      return [
        { name: 'bake', length: strategy.bake },
        { name: 'scale-down-delay', length: strategy.scaleDownDelay },
      ];
    case 'canary':
      return [
        { name: 'pauses of the steps', length: seconds(pauses.reduce((sum, pause) => sum + pause, 0)) },
        // The timeout has room for the last one only: that of the pods that replace the stable ones.
        { name: 'stable-for at each step', length: seconds(graces.stableFor * pauses.length) },
      ];
    default:
      return assertNever(strategy);
  }
}
