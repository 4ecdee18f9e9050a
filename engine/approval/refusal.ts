/** Why an approval proves nothing, for programs and for people. */
export interface ApprovalRefusal {
  readonly code: RefusalCode;
  readonly sentence: string;
}

/** Sorted; each is documented in docs/approvals.md. */
export const REFUSAL_CODES = [
  'approval-expired',
  'approval-missing',
  'approval-rejected',
  'approver-excluded',
  'base-moved',
  'base-unknown',
  'branches-open',
  'bypass-possible',
  'commit-unnamed',
  'environment-missing',
  'gate-is-environment',
  'gate-unknown',
  'nobody-can-approve',
  'reviewer-additional',
  'reviewer-missing',
  'reviewers-missing',
  'second-attempt',
  'self-review-possible',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
