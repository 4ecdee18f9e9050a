import type { Claim } from '../rules/claim.ts';

/** What must hold of notification channels of Cloud Monitoring that are told of something: at least one, each once, by number. */
export const channelClaims = (field: string, channels: readonly string[]): readonly Claim[] => [
  {
    field,
    value: [...channels],
    holds: channels.length > 0 && new Set(channels).size === channels.length,
    message: 'Wanted the notification channels that are told, each once: without one nobody is.',
  },
  ...channels.map((channel, index) => ({
    field: `${field}[${index}]`,
    value: channel,
    holds: /^[0-9]+$/.test(channel),
    message: 'Wanted the number of a channel: "gcloud beta monitoring channels list" names them, after the last "/".',
  })),
];

/** What must hold of an owner who is a label of a policy there. */
export const labelClaim = (field: string, owner: string): Claim => ({
  field,
  value: owner,
  holds: !owner.includes('.'),
  message: 'A label of Cloud Monitoring, which tells of it, has no dots: wanted small letters, digits, "-" and "_".',
});
