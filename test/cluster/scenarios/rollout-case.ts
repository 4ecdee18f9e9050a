import type { Kubectl } from '../bring-up/kubectl.ts';
import type { Answer } from '../machine/registry-door.ts';
import type { Expectation } from './rollout-scenario.ts';
import type { Images, Manifest } from './workload.ts';

/** Where a case is told. */
export interface Place {
  readonly kubectl: Kubectl;
  readonly namespace: string;
  readonly images: Images;
}

/** One release of one namespace, and what must come of it. Unlike a scenario it has no clients that ask all the time, so it
 *  may be about any workload. */
export interface RolloutCase {
  /** A fact. */
  readonly name: string;
  /** Part of the namespace's name; the number of an acceptance scenario where it is one. */
  readonly id: string;
  /** Rolled out first, and must be complete; a first release has nothing before it. */
  readonly before?: (images: Images) => readonly Manifest[];
  /** What an administrator applies after that. */
  readonly meanwhile?: readonly object[];
  /** What stands outside of namespaces and is for this one alone. */
  readonly clusterWide?: (namespace: string) => readonly object[];
  /** What somebody does between both releases. */
  readonly prepare?: (place: Place) => Promise<unknown>;
  /** What happens while the release is rolled out. */
  readonly during?: (place: Place) => Promise<unknown>;
  /** How the registry answers for the image `second`, by seconds since it was asked first. */
  readonly registry?: (seconds: number) => Answer;
  readonly release: (images: Images) => readonly Manifest[];
  /** Of the action. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly expected: Expectation;
  /** Names of the only pods that are others in the end than before. */
  readonly replaced?: readonly string[];
  /** @returns what is not as it must be in the end, beside what holds for every case. */
  readonly after?: (place: Place) => Promise<readonly string[]>;
}
