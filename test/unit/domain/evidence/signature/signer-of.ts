import type { CertificateExtension, Signer } from '../../../../../domain/evidence/signature/certificate-extensions.ts';

const HOME = 'https://github.com/acme/platform';
const FILE = `${HOME}/.github/workflows/deploy.yml@refs/heads/develop`;
const COMMIT = 'a'.repeat(40);

/** GitHub's number of who owns the repository of the tests. */
export const OWNER = 70;

/** What the certificate states of the run that says it in `evidence()`. */
export const STATED: Readonly<Record<CertificateExtension, string>> = {
  issuer: 'https://token.actions.githubusercontent.com',
  buildSigner: FILE,
  buildSignerDigest: COMMIT,
  runnerEnvironment: 'github-hosted',
  sourceRepository: HOME,
  sourceDigest: COMMIT,
  sourceRef: 'refs/heads/develop',
  sourceRepositoryId: '7',
  sourceOwner: 'https://github.com/acme',
  sourceOwnerId: '70',
  buildConfig: FILE,
  buildConfigDigest: COMMIT,
  buildTrigger: 'push',
  runInvocation: `${HOME}/actions/runs/40/attempts/1`,
  sourceVisibility: 'public',
  deploymentEnvironment: 'staging',
};

export const signer = (stated: Signer['stated'] = {}, subject: string | undefined = FILE): Signer => ({
  subject,
  stated: { ...STATED, ...stated },
});

/** The same without one of its fields. */
export const without = (name: CertificateExtension): Signer => ({
  subject: FILE,
  stated: Object.fromEntries(Object.entries(STATED).filter(([each]) => each !== name)),
});
