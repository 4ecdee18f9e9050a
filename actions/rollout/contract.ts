import { actionContract } from '../../domain/action-contract.ts';
import { TO_SIGN_OUTPUT } from '../../domain/evidence/to-sign.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';

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
    strategy: {
      description:
        '`rolling` replaces pods step by step; `blue-green` switches the Service between two copies of one Deployment; `canary` gives a growing share of the pods to the new version first.',
      default: 'rolling',
    },
    bake: { description: 'blue-green: seconds that the new copy must stay healthy with the traffic.', default: '60' },
    'scale-down-delay': {
      description: 'blue-green: seconds after the bake until the old copy is scaled down.',
      default: '30',
    },
    steps: {
      description: 'canary: growing shares in percent and how many seconds each is watched, `25:60,50:60`.',
      default: '25:60,50:60',
    },
    check: {
      description:
        'blue-green: a URL, or a command for `sh`, that must succeed before the switch and after it. The command finds `SLUICE_MOMENT`, `SLUICE_SERVICE` and `SLUICE_NAMESPACE`.',
      default: '',
    },
    traffic: {
      description:
        'canary: `replicas` gives it a share by its number of pods behind the one Service; `gateway` gives it exactly its share by the weights of the HTTPRoute of the release.',
      default: 'replicas',
    },
    'metric-url': {
      description:
        'canary: URL of a server with the HTTP API of Prometheus, without `/api/v1`; Google Cloud: `https://monitoring.googleapis.com/v1/projects/PROJECT/location/global/prometheus`. Without it a canary is judged by its pods alone.',
      default: '',
    },
    'metric-value': {
      description:
        'canary: PromQL for the number that the versions are compared by; less is better. `{{namespace}}`, `{{deployment}}`, `{{pods}}` (a regular expression for their names) and `{{version}}` (`canary`, `stable`) stand for those of each version.',
      default: '',
    },
    'metric-samples': {
      description: 'canary: PromQL for the number of requests that the value was made of.',
      default: '',
    },
    'metric-token': { description: 'canary: bearer token for `metric-url`.', default: '', secret: true },
    'metric-tolerance': {
      description: 'canary: how much worse it may be, as a part of the stable value (default 0.1).',
      default: '',
    },
    'metric-minimum': {
      description: 'canary: requests that each version needs before they are compared (default 50).',
      default: '',
    },
    timeout: { description: 'Seconds until an unfinished rollout counts as `timeout`.', default: '600' },
    'stable-for': { description: 'Seconds that every new pod must stay ready without a restart.', default: '10' },
    'take-over': {
      description:
        'Field managers to take over from, one a line: all that they own of the objects becomes ours, and what the manifests do not have goes. A refusal names them.',
      default: '',
    },
    graces: {
      description:
        'How long a symptom may last before it is a failure, where the default does not fit: `unschedulable:120,never-ready:90`, names and seconds. Names and defaults: docs/verdicts.md.',
      default: '',
    },
    'rollback-timeout': { description: 'Seconds for returning to the last good state.', default: '300' },
    rollback: {
      description: 'Whether a failed rollout returns to the last good state: `true` or `false`.',
      default: 'true',
    },
    prune: {
      description:
        'Whether objects that earlier releases had and this one lacks are deleted once it is complete: `true` or `false`. Otherwise they are named. Data and what somebody else owns or has changed are never deleted.',
      default: 'false',
    },
    'watch-after': {
      description:
        'Seconds that a complete rollout is looked at further. The lock is given back, and another run ends the look; a failure in that time returns to the last good state, unless somebody else has written meanwhile. 0: not at all.',
      default: '0',
    },
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
