import { actionContract } from '../../domain/action-contract.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';

export const promotion = actionContract({
  name: 'promotion',
  title: 'Sluice promotion',
  description:
    'Finds the release that a commit stands for, and tells whether it may go up: proven by the tier before, and not older than what runs.',
  inputs: {
    ...EXPECTED_INPUTS,
    commit: {
      description: 'The commit, which must be on the branch of the run; empty for that of the run.',
      default: '',
    },
    namespace: { description: 'Namespace of the tier, where what runs is read.', required: true },
    from: { description: 'The tier that must have proven the release; empty where none comes before.', default: '' },
    evidence: {
      description:
        'Where that tier says so, `host/path`, or `namespace:NAME` in this cluster. Only that tier may write there. Or `signed:OWNER/host/path`, where a yes must be signed.',
      default: '',
    },
    workflows: {
      description:
        'Workflow files that bring releases to that tier, one a line: `.github/workflows/deploy.yml@refs/heads/main`.',
      default: '',
    },
    'formed-by': {
      description:
        'Workflow files whose runs form releases, one a line: `.github/workflows/deploy.yml@refs/heads/main`. A release is refused that no run of its commit has formed, in a step "Form the release of SERVICE". Empty: nobody is asked.',
      default: '',
    },
    expected: { description: 'The release that an earlier job has found, `repository@sha256:…`.', default: '' },
    otherwise: {
      description: '`tell` where a release without evidence can go through the tier before, else `refuse`.',
      default: 'refuse',
    },
    token: { description: 'Token that reads runs and commits.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    adopted: {
      description: '`true` when the release may go up as it is; `false` when the tier before has not proven it.',
    },
    release: { description: 'The release, `repository@sha256:…`.' },
    sentence: { description: 'Why, in one sentence.' },
    reason: { description: 'Code of what is wrong; empty when nothing is.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'contents', level: 'read', why: 'reads whether the commit is on the branch' },
    { scope: 'actions', level: 'read', why: 'reads the runs that are said to have formed and proven it' },
  ],
});
