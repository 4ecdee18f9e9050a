/** Sorted; each is documented in docs/evidence.md. */
export const EVIDENCE_CODES = [
  'evidence-absent',
  'evidence-missing',
  'field-foreign',
  'field-malformed',
  'field-missing',
  'not-a-statement',
  'other-artifact',
  'other-commit',
  'other-predicate',
  'other-release',
  'other-repository',
  'other-run',
  'other-service',
  'other-subject',
  'other-text',
  'other-tier',
  'other-workflow',
  'run-gone',
  'said-failed',
  'said-withdrawn',
] as const;
export type EvidenceCode = (typeof EVIDENCE_CODES)[number];

/** Why something proves nothing, for programs and for people. */
export interface EvidenceRefusal {
  readonly code: EvidenceCode;
  readonly sentence: string;
}
