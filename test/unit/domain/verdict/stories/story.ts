import type { Fact } from '../../../../../domain/verdict/observation.ts';
import type { FailureCode } from '../../../../../domain/verdict/table.ts';
import { deployment, replicaSet, seen } from '../api-rollout.ts';
import type { Script } from '../recorded/script.ts';

/** What is known of one failure, and when it is one. */
export interface Story {
  readonly name: string;
  readonly class: FailureCode;
  /** What is known from second 0 on: about the Deployment of `api-rollout.ts`, or a script of its own. */
  readonly facts: readonly Fact[] | Script;
  /** Seconds after the facts at which nothing has failed yet, and at which it has. */
  readonly notYet: number;
  readonly failed: number;
  readonly says: readonly string[];
}

/** A rollout of `api-rollout.ts` that has just begun: what its pods do follows. */
export const started = [seen(deployment()), seen(replicaSet())];
