import type { Claim } from '../rules/claim.ts';
import type { Shape } from '../shape/shape.ts';
import type { SuiteStep } from './suite-step.ts';

/** A path that a field of a service names, from the root of the delivery. */
export interface NamedPath {
  /** Below the service: `test.requirements`. */
  readonly field: string;
  readonly folder: string;
  /** In that folder; `undefined` for the folder itself. */
  readonly file: string | undefined;
}

/** A folder of a repository, as somebody sees it who looks for services. */
export interface SeenFolder {
  /** Every file in it and below it, from there. */
  readonly below: readonly string[];
  /** Names of the files in it. */
  readonly own: readonly string[];
  /** The same of each folder above it, the nearest first; the last one is the root of the repository. */
  readonly above: readonly (readonly string[])[];
  /** The text of a file in it; '' where there is none. */
  readonly read: (name: string) => string;
}

/** A suite that a folder shows: what one would write in the config. */
export interface FoundSuite {
  readonly given: Readonly<Record<string, string>> & { readonly command: string };
  /** What the folder lacks, a sentence each. */
  readonly notes: readonly string[];
}

/** The program of a runtime on this machine, in place of the action that sets it up on GitHub. */
export interface Tool {
  readonly action: string;
  /** Inputs of the action that change nothing here. */
  readonly inputs: readonly string[];
  /** The input that says which version is wanted. */
  readonly version: string;
  /** Put on PATH; the first one tells its version. */
  readonly programs: readonly [string, ...string[]];
  readonly ask: readonly string[];
  /** The version in what it tells. */
  readonly told: RegExp;
}

/** Everything that Sluice knows of a way to test: one file each, and its line in `words.ts`. */
export interface Runtime<Suite extends { readonly runtime: string }> {
  readonly word: Suite['runtime'];
  /** The image that a service of it is built on, where it says no other; `undefined` where its Dockerfile takes none. */
  readonly base: string | undefined;
  /** Whether its files lie beside code of other runtimes, too: then those are meant. */
  readonly beside: boolean;
  /** Files by which a folder is known to be of it, for people. */
  readonly marks: readonly string[];
  /** Its sources, by their names. */
  readonly sources: RegExp;
  /** What is put in place of the action that sets it up, where a rehearsal has nothing better. */
  readonly tool: Tool | undefined;
  /** Every field but the word itself; one without a shape does not compile. */
  readonly fields: { readonly [Field in Exclude<keyof Suite, 'runtime'>]-?: Shape };
  /** What must hold of the fields, below `test`. */
  claims(suite: Suite): readonly Claim[];
  /** What must be in the repository. @param path the folder of the service */
  paths(suite: Suite, path: string): readonly NamedPath[];
  /** The test from setting up to its end. @param from a path of the delivery, seen from the root of the repository */
  steps(suite: Suite, path: string, from: (path: string) => string): readonly SuiteStep[];
  /** What a folder shows of it. */
  find(folder: SeenFolder): FoundSuite | undefined;
}

/** A word of a config that is the runtime, too. */
export const runtimeWord = <Given extends readonly unknown[], Suite extends { readonly runtime: string }>(
  runtime: Runtime<Suite>,
  make: (...given: Given) => Suite,
): ((...given: Given) => Suite) & Runtime<Suite> => Object.assign(make, runtime);
