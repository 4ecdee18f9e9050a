import { minutes } from '../../../domain/seconds.ts';
import type { TierAlert } from '../alert.ts';
import { binary, both, call, number, over } from '../promql/expression.ts';
import { ALL_PODS, CLAIM_DETAILS, CLAIMS } from '../runbook-commands.ts';
import { byVolume, usedPart, volumes } from '../volumes.ts';

/** Four days: a weekend and a day on either side. */
const AHEAD = 4 * 24 * 3600;
/** Nobody acts on a volume that is half empty. */
const AT_LEAST = 0.6;
/** One large file bends the line for six hours; what has not grown since then does not grow. */
const STILL = minutes(60);

export const diskFillsUp: TierAlert = {
  name: 'DiskFillsUp',
  severity: 'warning',
  of: ({ tier }) => ({
    expression: both(
      binary(
        byVolume(call('predict_linear', over(volumes('available', tier), minutes(6 * 60)), number(AHEAD))),
        '<',
        0,
      ),
      binary(usedPart(tier), '>', AT_LEAST),
      binary(byVolume(volumes('used', tier)), '>', byVolume({ ...volumes('used', tier), offset: STILL })),
    ),
    lasts: minutes(90),
    summary: `The volume {{ $labels.persistentvolumeclaim }} in ${tier.name} is full within four days`,
  }),
  runbook: {
    meaning: 'By the line through the last six hours nothing is left of a volume within four days.',
    impact: 'None yet. Writes fail when it is full.',
    commands: [CLAIMS, CLAIM_DETAILS, ALL_PODS],
    diagnosis: ['What fills it, and since when?'],
    mitigation: ['Make the claim larger where its class allows it.', 'Remove what nobody needs.'],
    over: 'The volume has not grown for an hour, or less than a part of it is used than the alert looks at.',
  },
};
