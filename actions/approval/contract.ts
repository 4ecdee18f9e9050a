import { actionContract } from '../../domain/action-contract.ts';

export const approval = actionContract({
  name: 'approval',
  title: 'Sluice approval',
  description:
    'Fails unless the environments of a tier are protected: reviewers are set and only the branch of the tier is admitted.',
  inputs: {
    gate: { description: 'Environment whose reviewers approve.', required: true },
    environment: { description: 'Environment that the rollout runs in.', required: true },
    branch: { description: 'The only branch that both environments may admit.', required: true },
    token: { description: 'Token that reads the environments.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    reviewers: { description: 'Who may approve, separated by commas.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'actions', level: 'read', why: 'reads the protection rules of the environments' },
  ],
});
