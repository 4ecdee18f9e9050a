import type { Seconds } from '../../domain/seconds.ts';
import type { Expression } from './promql/expression.ts';
import type { WatchedService, WatchedTier } from './watched-service.ts';

/** `critical` wakes somebody, `warning` is a ticket, `none` is neither: it shows that alerts arrive at all. */
export type Severity = 'critical' | 'warning' | 'none';

/** When it fires, and what it says then. */
export interface Condition {
  readonly expression: Expression;
  /** How long it must hold. */
  readonly lasts: Seconds;
  /** One line; `{{ $value }}` and labels as Prometheus fills them in. */
  readonly summary: string;
  /** Whether it fires for one pod, which its labels then name. */
  readonly pod?: true;
}

/** What somebody reads who has been woken: one page for each alert, under the same name. */
export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  /** What is asked first, in this order: each only reads. */
  readonly commands: readonly Command[];
  /** Steps in their order. */
  readonly diagnosis: readonly string[];
  readonly mitigation: readonly string[];
  /** How one knows that it is over. */
  readonly over: string;
}

/** One line of a shell in which `NAMESPACE` and `SERVICE` are set, and what it shows. */
export interface Command {
  readonly line: string;
  readonly shows: string;
}

interface Kind {
  /** The name of its page, too. */
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: Runbook;
}

export interface ServiceAlert extends Kind {
  readonly of: (watched: WatchedService) => Condition;
}

export interface TierAlert extends Kind {
  /** `undefined` where the tier has nothing of that. */
  readonly of: (watched: WatchedTier) => Condition | undefined;
}

/** What is counted in the logs of a service: Cloud Monitoring judges it, since no collector of the cluster has it. */
export interface LogAlert extends Kind {
  readonly of: (watched: WatchedService, errors: number) => Condition;
}

/** What no tier has for itself: once for the cluster. */
export interface ClusterAlert extends Kind {
  readonly condition: Condition;
}
