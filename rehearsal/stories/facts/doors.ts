import { DRILL_ENVIRONMENT, drillTier } from '../../../domain/restore-drill/drilled.ts';
import type { Tier } from '../../../domain/tier.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { workflowFile } from './places.ts';
import { promotionOf } from './promotion.ts';
import { branchOf, takesPushes, tierOf } from './tiers.ts';

/** An occasion on which a job is somebody in the cloud. What calls it is `deploy.yml`, which a push starts; a dispatch starts it itself. */
export interface Door {
  readonly identity: string;
  /** `undefined`: the job names none. */
  readonly environment: string | undefined;
  readonly file: string;
  readonly branch: string;
  readonly event: 'push' | 'workflow_dispatch';
  /** Whether a job that is started again is let in. */
  readonly again: boolean;
}

/** Every occasion that an honest delivery has. */
export function doorsOf(of: StoryDelivery): readonly Door[] {
  const trusts = ['protected', 'unprotected'] as const;
  const builders = trusts.flatMap((trust) => {
    const branches = new Set(of.tiers.filter((tier) => tier.trust === trust).map((tier) => branchOf(tier, ENDING)));
    return [...branches].map(
      (branch): Door => ({ ...BUILDER, file: workflowFile(of, 'build'), identity: `build-${trust}`, branch }),
    );
  });
  return [...builders, ...of.tiers.flatMap((tier) => doorsOfTier(of, tier)), ...doorsOfDrill(of)];
}

const ENDING = 'strangers';

const BUILDER = { environment: undefined, event: 'push', again: true } as const;

/** Restores are tried when it is time, which no story waits for, or when somebody starts them. */
function doorsOfDrill(of: StoryDelivery): readonly Door[] {
  const tier = drillTier(of);
  const drill = {
    identity: DRILL_ENVIRONMENT,
    environment: DRILL_ENVIRONMENT,
    event: 'workflow_dispatch',
    again: true,
  } as const;
  return tier === undefined ? [] : [{ ...drill, file: workflowFile(of, 'backup'), branch: branchOf(tier, ENDING) }];
}

/** A tier is written from its own branch, and from that of each tier that it proves releases for. What people approved is done once. */
function doorsOfTier(of: StoryDelivery, tier: Tier): readonly Door[] {
  const { name, approval } = tier;
  const identity = { identity: `tier-${name}`, environment: name, again: approval === undefined };
  const own = branchOf(tier, ENDING);
  const promotion = (into: Tier) =>
    (['push', 'workflow_dispatch'] as const).map(
      (event): Door => ({
        ...identity,
        file: workflowFile(of, promotionOf(of, into)),
        branch: branchOf(into, ENDING),
        event,
      }),
    );
  const followers = of.tiers.filter(({ after }) => after !== undefined && tierOf(of, after) === tier);
  const back = (branch: string): Door => ({
    ...identity,
    file: workflowFile(of, 'rollback'),
    branch,
    event: 'workflow_dispatch',
  });
  return [
    ...(takesPushes(tier)
      ? [{ ...identity, file: workflowFile(of, 'deploy'), branch: own, event: 'push' } as const]
      : promotion(tier)),
    ...followers.flatMap(promotion),
    back(own),
    ...followers.map((follower) => back(branchOf(follower, ENDING))),
  ];
}
