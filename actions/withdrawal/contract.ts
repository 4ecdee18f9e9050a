import { actionContract } from '../../domain/action-contract.ts';

export const withdrawal = actionContract({
  name: 'withdrawal',
  title: 'Sluice withdrawal',
  description:
    'Looks what runs before people roll a tier back, and withdraws the evidence of it when the job has ended and something else runs: what was undone does not go up.',
  inputs: {
    service: { description: 'Name of the service.', required: true },
    tier: { description: 'Name of the tier.', required: true },
    namespace: { description: 'Namespace of the tier, where what runs is read.', required: true },
    releases: { description: 'Where builds leave releases of the service, `host/path`.', required: true },
    evidence: {
      description:
        "Where the tier's evidence lies, `host/path`, or `namespace:NAME` in its cluster; only the tier writes there. Or `signed:OWNER/host/path`.",
      required: true,
    },
    token: { description: 'Token that reads this run.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    release: { description: 'Digest of the release that runs before; empty where none is known.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'actions', level: 'read', why: 'reads what GitHub knows of this run' },
  ],
  post: true,
});
