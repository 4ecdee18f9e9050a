import { actionContract } from '../../domain/action-contract.ts';
import { EXPECTED_INPUTS } from '../../domain/expected.ts';

export const signature = actionContract({
  name: 'signature',
  title: 'Sluice signature',
  description:
    'Keeps what GitHub has just signed where the evidence of a tier lies, once it verifies and says what it should of the release.',
  inputs: {
    ...EXPECTED_INPUTS,
    release: { description: 'The release that was proven, `repository@sha256:…`.', required: true },
    evidence: {
      description: "Where the tier's evidence lies, `signed:OWNER/host/path`; OWNER is GitHub's number.",
      required: true,
    },
    bundle: { description: 'File of the signature, `bundle-path` of actions/attest.', required: true },
  },
  outputs: { digest: { description: 'What the signature is found by.' } },
  permissions: [{ scope: 'contents', level: 'read', why: 'checks out the actions' }],
});
