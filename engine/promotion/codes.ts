import type { EvidenceCode } from '../../domain/evidence/codes.ts';

/** Why a commit cannot be promoted, besides what is wrong with its evidence. Sorted; each is documented in docs/evidence.md. */
export const PROMOTION_CODES = [
  'commit-elsewhere',
  'commit-not-newest',
  'older-than-live',
  'order-unknown',
  'release-missing',
  'release-moved',
  'release-unproven',
] as const;
export type PromotionCode = (typeof PROMOTION_CODES)[number];

/** Why something is not promoted, for programs and for people. */
export interface PromotionRefusal {
  readonly code: PromotionCode | EvidenceCode;
  readonly sentence: string;
}
