import type { Claim } from '../rules/claim.ts';
import type { Tier } from '../tier.ts';
import { CHANNEL_WANTED, CHANNELS_WANTED, isChannel, isLabel, LABEL_WANTED } from './channels.ts';
import type { ManagedCollection } from './observability.ts';

/** Cloud Logging keeps a line ten years at most. */
const MOST_DAYS = 3650;

/** What is wrong with what is said of logs. */
export const logClaims = ({ logs, owner }: ManagedCollection, tiers: readonly Tier[]): readonly Claim[] =>
  logs === undefined
    ? []
    : [
        {
          field: 'owner',
          value: owner,
          holds: isLabel(owner),
          message: LABEL_WANTED,
        },
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
        {
          field: 'logs.channels',
          value: [...logs.channels],
          holds: logs.channels.length > 0 && new Set(logs.channels).size === logs.channels.length,
          message: CHANNELS_WANTED,
        },
        ...logs.channels.map((channel, index) => ({
          field: `logs.channels[${index}]`,
          value: channel,
          holds: isChannel(channel),
          message: CHANNEL_WANTED,
        })),
        ...Object.keys(logs.drop).map((name) => ({
          field: `logs.drop.${name}`,
          value: name,
          holds: tiers.some((tier) => tier.name === name),
          message: `There is no such tier; wanted one of: ${tiers.map((tier) => tier.name).join(', ')}.`,
        })),
      ];

const isWhole = (value: number): boolean => Number.isSafeInteger(value);
