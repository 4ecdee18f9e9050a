/** Why a signature proves nothing. Sorted; each is documented in docs/evidence.md. */
export const SIGNATURE_CODES = [
  'bundle-malformed',
  'signature-invalid',
  'signer-branch',
  'signer-commit',
  'signer-environment',
  'signer-file',
  'signer-file-commit',
  'signer-instructions',
  'signer-instructions-commit',
  'signer-issuer',
  'signer-owner',
  'signer-owner-name',
  'signer-repository',
  'signer-repository-name',
  'signer-run',
  'signer-runner',
  'signer-trigger',
  'signer-workflow',
  'unsigned',
] as const;
export type SignatureCode = (typeof SIGNATURE_CODES)[number];
