import { actionContract } from '../../domain/action-contract.ts';
import { ASKED_INPUTS, ASKED_PERMISSIONS } from '../../domain/asked-inputs.ts';
import { TO_SIGN_OUTPUT } from '../../domain/evidence/to-sign.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';

export const wave = actionContract({
  name: 'wave',
  title: 'Sluice wave',
  description:
    'Tells whether a release is complete in every cluster of a wave, and completes its deployment records after the last one.',
  inputs: {
    ...EXPECTED_INPUTS,
    release: { description: 'The release that was rolled out, `repository@sha256:…`.', required: true },
    clusters: {
      description: 'Clusters that have to be complete by now, `location/name`, one a line.',
      required: true,
    },
    later: { description: 'Clusters of later waves, one a line; empty after the last wave.', default: '' },
    result: { description: 'Result of the job that rolled the wave out, `needs.<id>.result`.', required: true },
    verification: {
      description: '`pending` when a later job verifies the tier and completes the records, else `none`.',
      default: 'none',
    },
    evidence: {
      description:
        "Where the tier's evidence lies, `host/path`, or `signed:OWNER/host/path` where it must be signed; it is written after the last wave, where nothing verifies the tier.",
      default: '',
    },
    ...ASKED_INPUTS,
    token: {
      description: 'Token that reads and completes deployment records.',
      default: '${{ github.token }}',
      secret: true,
    },
  },
  outputs: {
    outcome: { description: '`complete` when every cluster so far is; else the worst outcome of one of them.' },
    sentence: { description: 'What happened, in one sentence or two.' },
    record: { description: 'Ids of the deployment records, one a line.' },
    ...TO_SIGN_OUTPUT,
  },
  permissions: [
    { scope: 'contents', level: 'read', why: 'checks out the actions' },
    { scope: 'deployments', level: 'write', why: 'completes the deployment records' },
    {
      scope: 'actions',
      level: 'read',
      why: 'reads what GitHub knows of this run',
      unless: { input: 'evidence', is: '' },
    },
    ...ASKED_PERMISSIONS,
  ],
});
