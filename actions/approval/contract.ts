import { actionContract } from '../../domain/action-contract.ts';
import { EXPECTED_INPUTS, EXPECTED_PLACES } from '../../domain/expected.ts';

export const approval = actionContract({
  name: 'approval',
  title: 'Sluice approval',
  description:
    'Fails unless the environments of a tier are protected as the delivery says and somebody is left who can approve; shows what would change, and who made it.',
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
    unnamed: {
      description: '`allowed` where commits may go up that GitHub knows no account for, else `refused`.',
      default: 'refused',
    },
    tier: EXPECTED_INPUTS.tier,
    repositories: EXPECTED_PLACES,
    namespace: { description: 'Namespace of the tier, where what runs is read.', required: true },
    releases: {
      description:
        'What would be rolled out and people are shown, one a line: service, and release as `repository@sha256:…`. A service without one stays as it is.',
      required: true,
    },
    commit: { description: 'The commit that would be rolled out; empty for that of the run.', default: '' },
    again: { description: 'The command that asks again; people are told it in a second attempt.', required: true },
    token: {
      description: 'Token that reads the environments, the run and its commits.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    reviewers: { description: 'Who may approve, separated by commas.' },
    shown: { description: 'What runs now, one line a service: name, commit and release. `consent` compares it.' },
    reason: { description: 'Codes of what is wrong, separated by commas; empty when nothing is.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'contents', level: 'read', why: 'reads who made the commits' },
    { scope: 'actions', level: 'read', why: 'reads the protection rules of the environments, and who started the run' },
  ],
});
