import { evidencePlace } from '../../domain/evidence/place.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { weighEvidence } from '../../domain/evidence/weigh-evidence.ts';
import { collectEvidence } from '../evidence/collect-evidence.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { type Clock, within } from '../rollout/clock.ts';
import type { History, HistoryEntry } from '../rollout/state/history.ts';
import { shortKey } from './kept-targets.ts';

/** A way back waits so long to hear what speaks against a state, and no longer. */
const TOLD_WITHIN = 5_000;

/** Where a tier says what became of its releases. */
export interface OwnEvidence {
  /** `host/path` of the tier's evidence. */
  readonly evidence: string;
  readonly workflows: readonly WorkflowAt[];
  /** GitHub's number of the repository. */
  readonly repository: number;
  readonly service: string;
  readonly tier: string;
}

/** What speaks against states that were good in the cluster. */
export interface TakenBack {
  /** Why, by the key of a state. */
  readonly states: ReadonlyMap<string, string>;
  /** Why it is not known of others; empty where it is known of all. */
  readonly unknown: readonly string[];
}

/** Asks the tier's own evidence which of the releases it has taken back: their checks failed after the rollout, or people went back from
 *  them. Never fails, and never takes long: in an incident the cluster alone must do. GitHub is not asked, for what the tier has
 *  written there counts without its run. */
export async function takenBack(
  targets: History,
  own: OwnEvidence,
  { store, clock }: { readonly store: EvidenceStore; readonly clock: Clock },
): Promise<TakenBack> {
  const told = await Promise.all(
    targets.map(async (target) => {
      const late = `The evidence of ${own.tier} did not answer in ${TOLD_WITHIN / 1000} s.`;
      const asked = against(target, own, store).then((why) => ({ target, why }));
      return await within(asked, TOLD_WITHIN, clock, { target, unknown: late }).catch((cause: unknown) => ({
        target,
        unknown: cause instanceof Error ? cause.message : String(cause),
      }));
    }),
  );
  return {
    states: new Map(
      told.flatMap((each) => ('why' in each && each.why !== undefined ? [[each.target.key, each.why] as const] : [])),
    ),
    unknown: [...new Set(told.flatMap((each) => ('unknown' in each ? [each.unknown] : [])))],
  };
}

/** Of plain manifests nobody says anything. */
async function against(
  { key, release }: HistoryEntry,
  { evidence, ...wanted }: OwnEvidence,
  store: EvidenceStore,
): Promise<string | undefined> {
  if (release === undefined) return undefined;
  const runs = { find: async () => undefined };
  const { accepted } = await collectEvidence(
    { ...wanted, release, purpose: 'rollback' },
    evidencePlace(evidence, release),
    { store, runs },
  );
  const newest = weighEvidence(accepted.map((each) => each.evidence));
  return newest === undefined || newest.said === 'complete'
    ? undefined
    : `${shortKey(key)} was rolled out whole, and run ${newest.run.id} has said "${newest.said}" of it.`;
}
