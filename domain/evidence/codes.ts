import { SIGNATURE_CODES } from './signature/codes.ts';

/** Each is documented in docs/evidence.md. */
export const EVIDENCE_CODES = [
  ...SIGNATURE_CODES,
  'evidence-absent',
  'evidence-missing',
  'field-foreign',
  'field-malformed',
  'field-missing',
  'not-a-statement',
  'not-built',
  'other-artifact',
  'other-commit',
  'other-image',
  'other-images',
  'other-instructions',
  'other-job',
  'other-predicate',
  'other-release',
  'other-repository',
  'other-run',
  'other-service',
  'other-source',
  'other-subject',
  'other-text',
  'other-tier',
  'other-workflow',
  'run-gone',
  'said-failed',
  'said-withdrawn',
  'says-two',
] as const;
export type EvidenceCode = (typeof EVIDENCE_CODES)[number];

/** Why something proves nothing, for programs and for people. */
export interface EvidenceRefusal {
  readonly code: EvidenceCode;
  readonly sentence: string;
}
