import { actionContract } from '../../domain/action-contract.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';
import { knobInputs } from '../../domain/knob/inputs.ts';

/** Only the cluster is asked. */
const FINDING = { input: 'find-only', is: 'true' };

export const rollback = actionContract({
  name: 'rollback',
  title: 'Sluice rollback',
  description: 'Returns a tier to its last good release, or to one that is named.',
  inputs: {
    ...EXPECTED_INPUTS,
    namespace: { description: 'Namespace of the tier.', required: true },
    cluster: {
      description:
        'Cluster, `location/name`, where the tier has several: `to` then names the one release that all of them return to.',
      default: '',
    },
    to: {
      description:
        'What to return to: the digest of a release, or an entry of the history that the cluster of the tier keeps (the summary of a rollback lists them), or the commit of one; empty for the last good release before the current one.',
      default: '',
    },
    evidence: {
      description:
        "Where the tier's evidence lies, `host/path`, `namespace:NAME` or `signed:OWNER/host/path`. With an empty `to`, a release is passed over whose checks failed after its rollout, or that was withdrawn, as far as the evidence can be read in five seconds. Goes with `workflows`.",
      default: '',
    },
    workflows: {
      description:
        'Workflow files that bring releases to the tier, one a line: `.github/workflows/deploy.yml@refs/heads/main`.',
      default: '',
    },
    'find-only': {
      description:
        '`true` to change nothing and tell by the output `target` what would be returned to: where a tier has several clusters, the first one is asked, and all go back to what it says.',
      default: 'false',
    },
    ...knobInputs('rollback'),
    token: {
      description: 'Token that writes the deployment record, which is for display.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    outcome: { description: 'As of `rollout`.' },
    reason: { description: 'Code of a refusal; empty when there is none, or none for it. Codes: docs/security.md.' },
    sentence: { description: 'What happened, in one sentence.' },
    target: { description: 'Entry of the history that is returned to; empty when there is none.' },
    record: { description: 'Id of the deployment record.' },
    release: { description: 'Digest of the release that the tier runs now.' },
    commit: { description: 'Commit of that release.' },
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'write', why: 'shows the rollback as a deployment record', unless: FINDING },
    {
      scope: 'actions',
      level: 'read',
      why: 'reads when this run was created, to tell which run is newer',
      unless: FINDING,
    },
  ],
});
