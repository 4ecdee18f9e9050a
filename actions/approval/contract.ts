import { actionContract } from '../../domain/action-contract.ts';

export const approval = actionContract({
  name: 'approval',
  title: 'Sluice approval',
  description:
    'Fails unless the environments of a tier are protected: its reviewers are those of the delivery, and only the branch of the tier is admitted.',
  inputs: {
    gate: { description: 'Environment whose reviewers approve.', required: true },
    environment: { description: 'Environment that the rollout runs in.', required: true },
    branch: { description: 'The only branch that both environments may admit.', required: true },
    by: {
      description:
        'The reviewers of the gate, one a line: `team <slug>` or `user <login>`. One too few or too many is refused.',
      required: true,
    },
    'self-review': {
      description: '`allowed` where whoever started the run may approve it, else `refused`.',
      default: 'refused',
    },
    bypass: { description: '`allowed` where administrators may go past the gate, else `refused`.', default: 'refused' },
    token: {
      description: 'Token that reads the environments and the run.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    reviewers: { description: 'Who may approve, separated by commas.' },
    reason: { description: 'Codes of what is wrong, separated by commas; empty when nothing is.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'actions', level: 'read', why: 'reads the protection rules of the environments, and who started the run' },
  ],
});
