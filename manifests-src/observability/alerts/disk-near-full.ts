import { minutes } from '../../../domain/seconds.ts';
import type { TierAlert } from '../alert.ts';
import { binary } from '../promql/expression.ts';
import { CLAIM_DETAILS, CLAIMS, WARNINGS } from '../runbook-commands.ts';
import { usedPart } from '../volumes.ts';

export const diskNearFull: TierAlert = {
  name: 'DiskNearFull',
  severity: 'warning',
  of: ({ tier, observability: { bounds } }) => ({
    expression: binary(usedPart(tier), '>', bounds.disk),
    lasts: minutes(10),
    summary: `The volume {{ $labels.persistentvolumeclaim }} in ${tier.name} is {{ $value | humanizePercentage }} full`,
  }),
  runbook: {
    meaning:
      'A volume that pods have claimed is fuller than the bound. Pods without a volume have nothing that could fill: where a tier has no claims, this never fires.',
    impact: 'None yet. Writes fail when it is full.',
    commands: [CLAIMS, CLAIM_DETAILS, WARNINGS],
    diagnosis: ['What fills it? `kubectl exec` into the pod, and `du`.', 'Does it grow evenly, or since a release?'],
    mitigation: ['Make the claim larger where its class allows it.', 'Remove what nobody needs.'],
    over: 'The panel of volumes is below the bound.',
  },
};
