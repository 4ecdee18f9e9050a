import { type Share, stepToGoOnFrom } from './share.ts';

/** What the cluster says, read afresh before every step. */
export interface CanarySituation {
  /** Pods of the canary. */
  readonly pods: number;
  /** What it gets by weights, in percent. */
  readonly weight: number;
  /** Whether the canary is this release. */
  readonly isOurs: boolean;
}

/** What this run has found out since it started; a run that dies finds it out again. */
export interface CanaryProgress {
  /** Whether it is noted what is going to happen, and what comes before the canary is there. */
  readonly begun: boolean;
  /** Of the shares, those that were good; `undefined` before the first one. */
  readonly passed: number | undefined;
  /** Whether it is noted that all of them were. */
  readonly verified: boolean;
  /** Whether what is left of another canary has no traffic and no pods. */
  readonly retired: boolean;
  /** Whether somebody has cancelled it. */
  readonly cancelled: boolean;
}

export interface CanaryPlan {
  readonly kind: 'rollout' | 'rollback';
  /** As of `plannedShares`. */
  readonly shares: readonly Share[] | undefined;
  /** Whether shares are weights: by numbers of pods, those of a canary are nobody's. */
  readonly byWeight: boolean;
}

/** Exactly one thing to do or to wait for. */
export type CanaryStep =
  /** Going back needs no shares, and what is left of another release gets no traffic meanwhile. */
  | { readonly kind: 'retire' }
  /** Notes what is going to happen, and brings what the canary needs. */
  | { readonly kind: 'begin' }
  /** There are weights of another release, or of another strategy. */
  | { readonly kind: 'take' }
  /** Gives the canary a share, and watches it for as long as that takes. */
  | { readonly kind: 'give'; readonly share: Share; readonly index: number }
  | { readonly kind: 'verified' }
  /** The stable pods become new; the canary keeps what it has until then, in percent. */
  | { readonly kind: 'replace'; readonly percent: number }
  /** Nobody watches the canary any more. */
  | { readonly kind: 'cancel' };

/** Pure: a run that died anywhere is continued by the next, which takes nothing away that the canary has. */
export function nextStep(
  { pods, weight, isOurs }: CanarySituation,
  known: CanaryProgress,
  { kind, shares, byWeight }: CanaryPlan,
): CanaryStep {
  if (kind === 'rollback' && !known.retired) return { kind: 'retire' };
  if (shares === undefined) return { kind: 'replace', percent: 0 };
  if (known.verified) return { kind: 'replace', percent: shares.at(-1)?.percent ?? 0 };
  if (known.cancelled) return { kind: 'cancel' };
  if (!known.begun) return { kind: 'begin' };
  if (weight > 0 && !(isOurs && byWeight)) return { kind: 'take' };
  const index = known.passed ?? (isOurs ? stepToGoOnFrom(shares, pods, weight) : 0);
  const share = shares[index];
  return share === undefined ? { kind: 'verified' } : { kind: 'give', share, index };
}
