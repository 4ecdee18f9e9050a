import { actionContract } from '../../domain/action-contract.ts';
import { ASKED_INPUTS, ASKED_PERMISSIONS } from '../../domain/asked-inputs.ts';
import { TO_SIGN_OUTPUT } from '../../domain/evidence/to-sign.ts';
import { EXPECTED_INPUTS, EXPECTED_PLACES } from '../../domain/expected.ts';

export const verification = actionContract({
  name: 'verification',
  title: 'Sluice verification',
  description:
    'Says what the verification of a tier has shown: in its evidence repository, where only the tier writes, and in its deployment records, for people.',
  inputs: {
    records: {
      description: 'Ids of the deployment records, one a line; empty lines are services that had nothing to roll out.',
      default: '',
    },
    result: {
      description: 'Result of the job that verifies: `success`, `failure`, `cancelled` or `skipped`.',
      required: true,
    },
    tier: EXPECTED_INPUTS.tier,
    repositories: EXPECTED_PLACES,
    namespace: {
      description:
        'Namespace of the tier. What was rolled out must still run there when the checks have passed; without it nobody looks.',
      default: '',
    },
    checks: {
      description:
        'What the checks are called where they run inside the tier, and where their releases lie: `NAME host/path`. Then their Job in `namespace` says what they have shown, and must be of this run. Empty: `result` says it.',
      default: '',
    },
    'checks-release': {
      description: 'The release of the checks that this run took, `repository@sha256:…`; empty where there was none.',
      default: '',
    },
    rollouts: {
      description: 'What this run rolled out, one a line: service, outcome, and release as `repository@sha256:…`.',
      required: true,
    },
    evidence: {
      description:
        "Where the tier's evidence lies, `host/path`, or `namespace:NAME` in its cluster; only the tier writes there. Or `signed:OWNER/host/path`, where a yes must be signed.",
      required: true,
    },
    ...ASKED_INPUTS,
    token: { description: 'Token that writes the deployment records.', default: '${{ github.token }}', secret: true },
  },
  outputs: {
    outcome: {
      description:
        '`complete` when the verification passed, `superseded` when something else was rolled out meanwhile.',
    },
    ...TO_SIGN_OUTPUT,
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'write', why: 'completes the deployment records' },
    { scope: 'actions', level: 'read', why: 'reads what GitHub knows of this run' },
    ...ASKED_PERMISSIONS,
  ],
});
