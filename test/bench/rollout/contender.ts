import type { Manifest } from '../../cluster/scenarios/workload.ts';
import type { BenchClass } from './bench-class.ts';

/** Every tool that is timed, in the order of the table's columns. */
export const TOOLS = ['sluice', 'kubectl', 'helm', 'kubedog', 'argo-rollouts'] as const;
export type ToolName = (typeof TOOLS)[number];

/** Whether a tool can be given a class; pure. */
export const takesPart = (tool: ToolName, { strategy }: Pick<BenchClass, 'strategy'>): boolean =>
  tool === 'sluice' || (tool === 'argo-rollouts') === (strategy !== undefined);

/** What a tool said of the release. `none`: nothing until it was no longer waited for. */
export interface Judged {
  readonly verdict: 'complete' | 'failed' | 'none';
  /** From the start of its process until it said so. */
  readonly seconds: number;
  /** Its last words. */
  readonly said: string;
}

/** A tool in a namespace of its own. */
export interface Contest {
  readonly namespace: string;
  /** Rolls the release before out, and waits until it is complete. @throws when it is not. */
  prepare(objects: readonly Manifest[]): Promise<void>;
  /** Rolls the release out that is judged.
   *  @param firstWrite when the workload was changed, in milliseconds, once it was */
  deploy(objects: readonly Manifest[], firstWrite: () => number | undefined): Promise<Judged>;
  close(): Promise<void>;
}

export interface Contender {
  readonly name: ToolName;
  readonly version: string;
  /** Whether it undoes what it found broken: who does not is not waited for. */
  readonly restores: boolean;
  /** @param all everything that will be rolled out */
  enter(benchClass: BenchClass, all: readonly Manifest[]): Promise<Contest>;
}
