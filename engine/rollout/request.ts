import type { CommitSha } from '../../domain/commit.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RefusalReason } from '../../domain/refusal.ts';
import type { Run } from '../../domain/run-order.ts';
import type { Seconds } from '../../domain/seconds.ts';
import type { Strategy } from '../../domain/strategy.ts';
import type { Graces } from '../../domain/verdict/graces.ts';
import type { FailureCode } from '../../domain/verdict/table.ts';
import type { Records } from '../records.ts';
import type { Clock } from './clock.ts';
import type { Cluster } from './cluster.ts';
import type { Reading } from './manifests/reading.ts';
import type { Images } from './ports/images.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Moment } from './ports/moment.ts';

/** What to roll out, where, and on whose behalf. */
export interface RolloutRequest {
  readonly kind: 'rollout' | 'rollback';
  readonly service: string;
  readonly tier: string;
  readonly namespace: string;
  /** `location/name`, where the tier has several clusters. */
  readonly cluster?: string | undefined;
  /** Rendered manifests of the tier. */
  readonly manifests: string;
  /** How they are read where they are no release's; `undefined`: as they were proven. */
  readonly reading?: Reading | undefined;
  readonly release: { readonly repository: string; readonly digest: Digest } | undefined;
  /** `undefined` without GitHub: what belongs to no repository has no deployment record either. */
  readonly commit: CommitSha | undefined;
  readonly run: Run;
  readonly actor: string;
  readonly strategy: Strategy;
  readonly graces: Graces;
  /** How long returning to the last good state may take; `undefined` when a failure is left as it is. */
  readonly rollback: Seconds | undefined;
  /** Whether objects of earlier states that this one lacks are deleted after a good end; otherwise they are named. */
  readonly prune?: boolean;
  /** How long a complete rollout is looked at further, without the lock; nothing and 0 are not at all. */
  readonly watchAfter?: Seconds | undefined;
  /** `pending`: a later job verifies the tier and completes the record. */
  readonly verification: 'none' | 'pending';
  /** Field managers from which all that they own of the objects is taken over. */
  readonly takeOver?: readonly string[] | undefined;
  /** The project whose Cloud Logging keeps what pods write, where it is known: a failure leads there. */
  readonly logsProject?: string | undefined;
}

export interface RolloutPorts {
  readonly cluster: Cluster;
  /** Not asked when there is none. */
  readonly images?: Images;
  readonly records: Records;
  readonly clock: Clock;
  readonly log: ProgressLog;
  /** Aborted when somebody cancels: be done within five seconds. */
  readonly signal: AbortSignal;
  /** Called with the record's id as soon as there is one, so that a killed run can be finished by its post step. */
  readonly started?: (record: number) => void;
  /** Told what is seen while a rollout or a rollback is watched, for whoever draws it; must not throw. */
  readonly seen?: (moment: Moment) => void;
  /** Only strategies that move traffic ask it. */
  readonly check?: SwitchCheck;
  /** Needed by a canary with a measure; nobody else is measured. */
  readonly metrics?: Metrics;
}

/** Asks a copy whether it works, beyond its probes: before traffic is moved to it and after. */
export interface SwitchCheck {
  /** @param service the Service that leads to the copy, inside the cluster. */
  run(
    where: { readonly moment: 'before-switch' | 'after-switch'; readonly service: string; readonly namespace: string },
    signal: AbortSignal,
  ): Promise<CheckAnswer>;
}
export type CheckAnswer = { readonly ok: true } | { readonly ok: false; readonly sentence: string };

export interface ProgressLog {
  info(line: string): void;
  group(title: string, lines: readonly string[]): void;
  warning(message: string): void;
}

/** A line of the manifests, from 1 on, and what is wrong there. */
export interface ManifestLine {
  readonly line: number;
  readonly sentence: string;
}

/** How the return to the last good state ended. */
export type RollbackOutcome =
  | 'complete'
  | 'failed'
  | 'unknown'
  | 'superseded'
  | 'cancelled'
  | 'none-first-deploy'
  | 'none-same-state'
  | 'none-not-switched'
  | 'none-changed-since'
  | 'irreversible'
  | 'off';

export interface RolloutResult {
  readonly outcome: Outcome;
  readonly class: FailureCode | undefined;
  /** Of a refusal, where it has a word of its own. */
  readonly reason: RefusalReason | undefined;
  readonly sentence: string;
  readonly remedy: string | undefined;
  /** What a complete rollout does not tell. */
  readonly note: string | undefined;
  /** `undefined` when the record could not be started. */
  readonly record: number | undefined;
  /** Why the record does not tell the outcome; `undefined` when it does. */
  readonly recordProblem: string | undefined;
  /** What was asked for. */
  readonly release: RolloutRequest['release'];
  readonly commit: CommitSha | undefined;
  /** Image of the workload after this. */
  readonly image: string | undefined;
  readonly revisionFrom: string | undefined;
  readonly revisionTo: string | undefined;
  readonly secondsToVerdict: number | undefined;
  readonly rollback: RollbackOutcome | undefined;
  /** Lines of the manifests that gave rise to this, where there are any: what somebody would change. */
  readonly lines: readonly ManifestLine[];
  /** Markdown for people. */
  readonly report: string;
}
