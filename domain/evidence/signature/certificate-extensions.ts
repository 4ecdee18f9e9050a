/** What Sigstore's certificate authority writes into the certificate of a workflow run: the number below `1.3.6.1.4.1.57264.1`, and the
 *  claims of GitHub's token that it is made of. Each is a UTF8String. Numbers 1 to 6 say the same in an older form and are not read.
 *  @see https://github.com/sigstore/fulcio/blob/001376a50932095cf4b6e65299ed2d29abe83524/docs/oid-info.md (read 2026-11-30) */
export const CERTIFICATE_EXTENSIONS = {
  issuer: { oid: 8, claims: 'iss' },
  buildSigner: { oid: 9, claims: 'server_url + job_workflow_ref' },
  buildSignerDigest: { oid: 10, claims: 'job_workflow_sha' },
  runnerEnvironment: { oid: 11, claims: 'runner_environment' },
  sourceRepository: { oid: 12, claims: 'server_url + repository' },
  sourceDigest: { oid: 13, claims: 'sha' },
  sourceRef: { oid: 14, claims: 'ref' },
  sourceRepositoryId: { oid: 15, claims: 'repository_id' },
  sourceOwner: { oid: 16, claims: 'server_url + repository_owner' },
  sourceOwnerId: { oid: 17, claims: 'repository_owner_id' },
  buildConfig: { oid: 18, claims: 'server_url + workflow_ref' },
  buildConfigDigest: { oid: 19, claims: 'workflow_sha' },
  buildTrigger: { oid: 20, claims: 'event_name' },
  runInvocation: { oid: 21, claims: 'server_url + repository + run_id + run_attempt' },
  sourceVisibility: { oid: 22, claims: 'repository_visibility' },
  deploymentEnvironment: { oid: 23, claims: 'environment' },
} as const satisfies Readonly<Record<string, { readonly oid: number; readonly claims: string }>>;

export type CertificateExtension = keyof typeof CERTIFICATE_EXTENSIONS;

const FULCIO = '1.3.6.1.4.1.57264.1';

export const extensionOid = (name: CertificateExtension): string => `${FULCIO}.${CERTIFICATE_EXTENSIONS[name].oid}`;

/** Who has signed, as a verified certificate states it. What it does not state is `undefined`. */
export interface Signer {
  /** Its subject alternative name, a URI. */
  readonly subject: string | undefined;
  readonly stated: Readonly<Partial<Record<CertificateExtension, string>>>;
}
