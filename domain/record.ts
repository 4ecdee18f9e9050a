import type { CommitSha } from './commit.ts';
import type { Digest } from './digest.ts';
import { isOutcome, type Outcome } from './outcome.ts';
import type { Run } from './run-order.ts';
import { cleanSentence } from './untrusted-text.ts';

export const RECORD_SCHEMA = 'sluice.record/v1';

/** What a deployment record says when it is created; GitHub keeps it unchanged as the payload of a Deployment.
 *  @see https://docs.github.com/en/rest/deployments/deployments#create-a-deployment */
export interface RecordPayload {
  readonly schema: typeof RECORD_SCHEMA;
  readonly kind: 'rollout' | 'rollback';
  readonly service: string;
  readonly tier: string;
  /** Where, as `location/name`, in a tier of several clusters; such a record is `complete` only when all of them are. */
  readonly cluster?: string;
  /** `undefined` when plain manifests were rolled out instead of a release. */
  readonly release: { readonly repository: string; readonly digest: Digest } | undefined;
  readonly commit: CommitSha;
  readonly run: Run;
  readonly actor: string;
}

/** A record as it is read back: the payload, and how far the deployment came. */
export interface DeploymentRecord extends RecordPayload {
  /** GitHub's id of the Deployment. */
  readonly id: number;
  readonly createdAt: string;
  readonly state: RecordState;
}

/** `verifying`: rolled out, but the tier's verification has not answered yet; not evidence. */
export type RecordState =
  | { readonly phase: 'started' | 'verifying' }
  | { readonly phase: 'ended'; readonly outcome: Outcome; readonly sentence: string };

/** GitHub's word for a state. Readers must use the description, which keeps all nine outcomes apart. */
export function statusOf(state: RecordState): 'in_progress' | 'success' | 'failure' | 'error' | 'inactive' {
  if (state.phase !== 'ended') return 'in_progress';
  switch (state.outcome) {
    case 'complete':
      return 'success';
    case 'failed':
    case 'rolled-back':
    case 'refused':
    case 'timeout':
      return 'failure';
    case 'cancelled':
    case 'unknown':
      return 'error';
    case 'superseded':
    case 'skipped':
      return 'inactive';
  }
}

/** At most 140 characters, GitHub's limit for a status description; the first word is what `parseState` reads. */
export function describeState(state: RecordState): string {
  const text = state.phase === 'ended' ? `${state.outcome}: ${cleanSentence(state.sentence)}` : state.phase;
  return text.length <= 140 ? text : `${text.slice(0, 139)}…`;
}

/** @returns `undefined` for a description that Sluice did not write, so that foreign statuses are never taken for ours; anybody with
 *  the right can write one in our form, so its sentence is a stranger's. */
export function parseState(description: string): RecordState | undefined {
  if (description === 'started' || description === 'verifying') return { phase: description };
  const colon = description.indexOf(': ');
  const word = colon < 0 ? description : description.slice(0, colon);
  return isOutcome(word)
    ? { phase: 'ended', outcome: word, sentence: colon < 0 ? '' : cleanSentence(description.slice(colon + 2)) }
    : undefined;
}

/** The `task` of the Deployment: services of one tier share a GitHub environment and are told apart by it. */
export const recordTask = (service: string): string => `sluice:${service}`;
