import { branchPrefix } from '../branch.ts';
import type { Delivery } from '../delivery.ts';
import { type Database, databasesOf } from '../store.ts';
import type { Tier } from '../tier.ts';

/** The environment of GitHub that a drill runs in, and the name of its identity: no tier is called so. */
export const DRILL_ENVIRONMENT = 'restore-drill';

/** Databases whose backups are restored: what anybody may push to is not backed up. */
export const drilledDatabases = ({
  backup,
  services,
  tiers,
}: Pick<Delivery, 'backup' | 'services' | 'tiers'>): readonly Database[] =>
  backup === undefined ? [] : databasesOf({ services, tiers }).filter(({ tier }) => tier.trust === 'protected');

/** The tier on whose branch drills run, which GitHub has to have as its default: it starts what is scheduled there and nowhere else.
 *  `undefined` for a delivery that drills nothing. */
export const drillTier = (delivery: Pick<Delivery, 'backup' | 'services' | 'tiers'>): Tier | undefined =>
  drilledDatabases(delivery).length === 0
    ? undefined
    : delivery.tiers.findLast(({ trust, from }) => trust === 'protected' && branchPrefix(from) === undefined);
