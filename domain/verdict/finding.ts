import type { ClassPage } from './class-page.ts';
import type { Pod } from './kubernetes.ts';
import type { Instant } from './observation.ts';
import type { StartTrouble } from './start-trouble.ts';
import type { View } from './view.ts';

/** One symptom that may fail a rollout, with the words for it. */
export interface Finding {
  /** The pod it is on; `undefined` when it is on the workload as a whole. */
  readonly pod: Pod | undefined;
  /** What the sentence is about: `container "api" of pod "api-5d4-x"`. */
  readonly object: string;
  /** Exit code, image, probe path, quota text: what the sentence gives as the reason. */
  readonly cause: string;
  /** Names the object and the cause. */
  readonly sentence: string;
  readonly remedy: string;
  /** Where the words of a runtime or of the process are known ones. */
  readonly trouble?: StartTrouble['code'] | undefined;
  readonly since: Instant;
  /** Seconds that it must last. */
  readonly grace: number;
  /** Fails the rollout as soon as it has lasted, whatever other pods do. */
  readonly certain?: true;
}

/** One way a rollout fails: one file each, listed and ranked in `table.ts`. */
export interface FailureClass<Code extends string = string> {
  readonly code: Code;
  /** What has gone wrong, in one sentence. */
  readonly summary: string;
  /** The rest of what the reference says about it. */
  readonly page: ClassPage;
  /** Looks and says since when; whether that is long enough is decided by `judge`. */
  find(view: View): readonly Finding[];
}

export const failureClass = <const Code extends string>(record: FailureClass<Code>): FailureClass<Code> => record;

/** Cause texts go into sentences: one line, not too long. */
export function oneLine(text: string, longest = 300): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** `<words>: <cause>.` with one full stop, whatever the cause ends with. */
export const sentenceOf = (...parts: readonly [string, ...string[]]): string => {
  const words = parts.slice(0, -1).join(' ');
  return `${words}: ${(parts.at(-1) ?? '').replace(/[.\s]+$/, '')}.`;
};
