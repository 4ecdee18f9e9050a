import type { Delivery } from '../../domain/delivery.ts';
import type { GcpSetup } from '../../setup-src/gcp/gcp-setup.ts';
import type { GitHubSetup } from '../../setup-src/github/github-setup.ts';
import type { LineId } from './lines.ts';
import type { Question } from './question.ts';

/** What a delivery wants of the world: the very models that its setup is written from. */
export interface Wanted {
  readonly delivery: Delivery;
  readonly github: GitHubSetup;
  readonly gcp: GcpSetup;
  /** Names of generated workflow files, from the root of the repository. */
  readonly workflows: readonly string[];
}

/** What is not as the delivery wants it, and the command that mends it. */
export interface Lack {
  readonly sentence: string;
  readonly command: string;
}

/** One question, and what follows from its answer. Pure: equal answers give equal lacks. */
export interface Check {
  /** The lines of the proposal that do not hold where it lacks something. */
  readonly lines: readonly LineId[];
  /** What is looked at, for people. */
  readonly about: string;
  readonly question: Question;
  /** @param value what was answered; `undefined` where there is no such thing */
  readonly judge: (value: unknown) => readonly Lack[];
}

/** One thing that must hold, in one file. */
export interface DoctorRule {
  readonly id: string;
  readonly checks: (wanted: Wanted) => readonly Check[];
}
