/** Why an approval proves nothing, for programs and for people. */
export interface ApprovalRefusal {
  readonly code: RefusalCode;
  readonly sentence: string;
}

/** Sorted; each is documented in docs/approvals.md. */
export const REFUSAL_CODES = [
  'branches-open',
  'bypass-possible',
  'environment-missing',
  'gate-is-environment',
  'nobody-can-approve',
  'reviewer-additional',
  'reviewer-missing',
  'reviewers-missing',
  'self-review-possible',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
