import { actionContract } from '../../domain/action-contract.ts';
import { TO_SIGN_OUTPUT } from '../../domain/evidence/to-sign.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';
import { knobInputs } from '../../domain/knob/inputs.ts';

export const rollout = actionContract({
  name: 'rollout',
  title: 'Sluice rollout',
  description:
    'Applies a release to a tier, watches it, explains a failure in one sentence and returns to the last good state.',
  inputs: {
    ...EXPECTED_INPUTS,
    repository: { description: `${EXPECTED_INPUTS.repository.description} Goes with \`release\`.`, default: '' },
    namespace: { description: 'Namespace of the tier.', required: true },
    cluster: {
      description:
        'Cluster, `location/name`, where the tier has several: the record tells them apart, and `wave` completes it when all of them are. Such a step is green only when it is complete, not when a newer run has taken over.',
      default: '',
    },
    release: {
      description:
        'The release, `repository@sha256:…`. Exactly one of `release`, `manifests` and `kustomize` is given.',
      default: '',
    },
    manifests: { description: 'A file with rendered manifests, instead of a release.', default: '' },
    kustomize: { description: 'A kustomize directory, instead of a release.', default: '' },
    ...knobInputs('rollout'),
    verification: {
      description: '`pending` when a later job verifies the tier and completes the record, else `none`.',
      default: 'none',
    },
    commit: { description: 'The commit that the release is of; empty for that of the run.', default: '' },
    evidence: {
      description:
        "Where the tier's evidence lies, `host/path`, or `namespace:NAME` in its cluster; only the tier writes there. Or `signed:OWNER/host/path`, where a yes must be signed. Without it none is written.",
      default: '',
    },
    'approved-by': {
      description: 'Who said yes, one a line: number and login, the output `approvers` of `consent`.',
      default: '',
    },
    token: {
      description: 'Token that writes the deployment record.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    outcome: {
      description:
        '`complete`, `failed`, `rolled-back`, `refused`, `superseded`, `cancelled`, `timeout`, `unknown` or `skipped`.',
    },
    reason: { description: 'Code of a refusal; empty when there is none, or none for it. Codes: docs/security.md.' },
    class: { description: 'Class of the failure, empty when there is none.' },
    sentence: { description: 'What happened, in one sentence.' },
    record: { description: 'Id of the deployment record.' },
    release: { description: 'Digest of the release that was rolled out.' },
    image: { description: 'Image of the workload after this step, `repository@sha256:…`.' },
    'revision-from': { description: 'Revision before.' },
    'revision-to': { description: 'Revision after.' },
    'seconds-to-verdict': { description: 'Seconds from the first write to the verdict.' },
    'rollback-outcome': { description: 'How the rollback ended; empty when there was none.' },
    ...TO_SIGN_OUTPUT,
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'write', why: 'writes the deployment record' },
    { scope: 'actions', level: 'read', why: 'reads when this run was created, to tell which run is newer' },
  ],
  post: true,
});
