import type { CertificateExtension } from '../../domain/evidence/signature/certificate-extensions.ts';
import { type Cut, cut, never, type VerifierStep } from './cuts.ts';
import { BELIEVES_OURS, HOME, isBelieved, type PlantedSignature } from './planted-signature.ts';

const SIGNER = 'domain/evidence/signature/judge-signer.ts';
const BUNDLES = 'adapters/sigstore/verify-bundle.ts';
const OTHER = 'b'.repeat(40);
const EVIL = `${HOME}/.github/workflows/evil.yml@refs/heads/main`;

const step = (asks: string, planted: PlantedSignature, ...cuts: readonly Cut[]): VerifierStep => ({
  asks: `signature: ${asks}`,
  cuts: [BELIEVES_OURS, ...cuts],
  attempt: isBelieved(planted),
});

/** One demand of the certificate, by its line, and a certificate that states something else. */
const demand = (line: string, extension: CertificateExtension, value: string): VerifierStep => {
  const [, code = line] = /^'([^']+)'/.exec(line) ?? [];
  return step(code, { stated: { [extension]: value } }, cut(SIGNER, `    demand(${line}),\n`, ''));
};

/** Everything that is asked of who has signed what a tier says, and of how. */
export const SIGNATURE_STEPS: readonly VerifierStep[] = [
  demand("'signer-issuer', 'issuer', 'issuer', GITHUB_ISSUER", 'issuer', 'https://gitlab.com'),
  demand(
    "'signer-instructions', 'file', 'buildSigner', ...signers.filter((each) => each === subject)",
    'buildSigner',
    EVIL,
  ),
  demand("'signer-instructions-commit', 'commit of its file', 'buildSignerDigest', commit", 'buildSignerDigest', OTHER),
  demand(
    "'signer-repository', 'repository', 'sourceRepositoryId', `${wanted.repository}`",
    'sourceRepositoryId',
    '4711',
  ),
  demand(
    "'signer-repository-name', 'name of the repository', 'sourceRepository', home",
    'sourceRepository',
    'https://github.com/evil/shop',
  ),
  demand("'signer-owner', 'owner', 'sourceOwnerId', `${wanted.owner}`", 'sourceOwnerId', '4711'),
  demand(
    "'signer-owner-name', 'name of the owner', 'sourceOwner', home.slice(0, home.lastIndexOf('/'))",
    'sourceOwner',
    'https://github.com/evil',
  ),
  demand("'signer-branch', 'branch', 'sourceRef', workflow.ref", 'sourceRef', 'refs/heads/feature/x'),
  demand("'signer-commit', 'commit', 'sourceDigest', commit", 'sourceDigest', OTHER),
  demand("'signer-file', 'file by which the run began', 'buildConfig', began", 'buildConfig', EVIL),
  demand(
    "'signer-file-commit', 'commit of the file by which the run began', 'buildConfigDigest', commit",
    'buildConfigDigest',
    OTHER,
  ),
  demand(
    "'signer-run', 'run', 'runInvocation', `${home}/actions/runs/${run.id}/attempts/${run.attempt}`",
    'runInvocation',
    `${HOME}/actions/runs/8/attempts/1`,
  ),
  demand("'signer-trigger', 'trigger', 'buildTrigger', ...TRIGGERS", 'buildTrigger', 'pull_request_target'),
  demand("'signer-runner', 'runner', 'runnerEnvironment', RUNNER", 'runnerEnvironment', 'self-hosted'),
  step(
    'signer-environment',
    { stated: { deploymentEnvironment: 'production' } },
    cut(SIGNER, "[demand('signer-environment', 'environment', 'deploymentEnvironment', tier)]", '[]'),
  ),
  step(
    'signer-workflow',
    { subject: EVIL, stated: { buildSigner: EVIL } },
    // A file that signs nothing of the tier is none of its signers either.
    cut(SIGNER, "    { code: 'signer-workflow', what: 'workflow', found: subject, wanted: signers },\n", ''),
    cut(
      SIGNER,
      "    demand('signer-instructions', 'file', 'buildSigner', ...signers.filter((each) => each === subject)),\n",
      '',
    ),
  ),
  step(
    'that somebody has signed it',
    { unsigned: true },
    cut(
      'domain/evidence/judge-evidence.ts',
      "owner === undefined || evidence.said !== 'complete'",
      'signer === undefined',
    ),
  ),
  step('that it is a statement', { signing: { payloadType: 'text/plain' } }, never(BUNDLES, 'payloadType !== IN_TOTO')),
  step(
    'that a log of certificates has its certificate',
    { signing: { sct: false } },
    cut(BUNDLES, 'ctlogThreshold: 1', 'ctlogThreshold: 0'),
  ),
];
