import type { Claim } from '../rules/claim.ts';
import type { Tier } from '../tier.ts';
import { channelClaims, labelClaim } from './channels.ts';
import type { ManagedCollection } from './observability.ts';

/** Cloud Logging keeps a line ten years at most. */
const MOST_DAYS = 3650;

/** What is wrong with what is said of logs. */
export const logClaims = ({ logs, owner }: ManagedCollection, tiers: readonly Tier[]): readonly Claim[] =>
  logs === undefined
    ? []
    : [
        labelClaim('owner', owner),
        {
          field: 'logs.days',
          value: logs.days,
          holds: isWhole(logs.days) && logs.days >= 1 && logs.days <= MOST_DAYS,
          message: `Wanted whole days, from 1 to ${MOST_DAYS}.`,
        },
        {
          field: 'logs.errors',
          value: logs.errors,
          holds: isWhole(logs.errors) && logs.errors >= 1,
          message: 'Wanted a whole number of lines, at least 1: with none every single error would be told.',
        },
        ...channelClaims('logs.channels', logs.channels),
        ...Object.keys(logs.drop).map((name) => ({
          field: `logs.drop.${name}`,
          value: name,
          holds: tiers.some((tier) => tier.name === name),
          message: `There is no such tier; wanted one of: ${tiers.map((tier) => tier.name).join(', ')}.`,
        })),
      ];

const isWhole = (value: number): boolean => Number.isSafeInteger(value);
