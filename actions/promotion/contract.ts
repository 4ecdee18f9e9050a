import { actionContract } from '../../domain/action-contract.ts';

export const promotion = actionContract({
  name: 'promotion',
  title: 'Sluice promotion',
  description:
    'Tells whether the tier before has verified exactly this release, so that it can be promoted without another build.',
  inputs: {
    service: { description: 'Name of the service.', required: true },
    from: { description: 'The tier that must have verified the release.', required: true },
    release: { description: 'The release, `repository@sha256:…`.', required: true },
    token: { description: 'Token that reads deployment records.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    adopted: { description: '`true` when the tier before has a `complete` record of this very release.' },
    record: { description: 'Id of that record; empty when there is none.' },
    sentence: { description: 'Why, in one sentence.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'read', why: 'reads the records of the tier before' },
  ],
});
