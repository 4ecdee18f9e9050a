import { actionContract } from '../../domain/action-contract.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';

export const checks = actionContract({
  name: 'checks',
  title: 'Sluice checks',
  description:
    'Runs the checks of a tier once, as a Job in its namespace, of the release that the commit of the run stands for, and waits for its end.',
  inputs: {
    ...EXPECTED_INPUTS,
    namespace: { description: 'Namespace of the tier.', required: true },
    'formed-by': {
      description:
        'Workflow files whose runs form releases, one a line: `.github/workflows/deploy.yml@refs/heads/main`. A release is refused that no run of its commit has formed, in a step "Form the release of SERVICE". Empty: nobody is asked.',
      default: '',
    },
    token: { description: 'Token that reads runs.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    outcome: {
      description: '`passed`, `failed`, or `unknown` where the Job could not be made or has not ended by itself.',
    },
    release: { description: 'The release of the checks, `repository@sha256:…`; empty where there is none.' },
    sentence: { description: 'What the Job has shown, in one sentence.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    {
      scope: 'actions',
      level: 'read',
      why: 'reads when this run was created, and the runs that are said to have formed it',
    },
  ],
});
