import { actionContract } from '../../domain/action-contract.ts';

export const verification = actionContract({
  name: 'verification',
  title: 'Sluice verification',
  description:
    'Completes the deployment records of a tier with the result of its verification; only then are they evidence.',
  inputs: {
    records: {
      description: 'Ids of the deployment records, one a line; empty lines are services that had nothing to roll out.',
      default: '',
    },
    result: {
      description: 'Outcome of the verification step: `success`, `failure`, `cancelled` or `skipped`.',
      required: true,
    },
    token: { description: 'Token that writes the deployment records.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    outcome: { description: '`complete` when the verification passed.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'write', why: 'completes the deployment records' },
  ],
});
