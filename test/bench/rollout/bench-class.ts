import type { Images, Manifest } from '../../cluster/scenarios/workload.ts';

/** How long is waited for whom. */
export interface Limits {
  /** `progressDeadlineSeconds`; absent: Kubernetes' default of 600. */
  readonly deadline?: number;
  /** helm's `--timeout`; absent: its default of 300 s. */
  readonly helm?: number;
  /** Seconds after which nobody is waited for any longer. */
  readonly cut: number;
}

export const SHORT: Limits = { deadline: 120, helm: 120, cut: 150 };
/** Longer than the longest default, kubectl's 600 s. */
export const DEFAULTS: Limits = { cut: 660 };

/** Something that happens to a rollout from outside, so many seconds after it has begun. */
export type Later =
  | { readonly kind: 'objects'; readonly seconds: number; readonly objects: readonly Manifest[] }
  | { readonly kind: 'push'; readonly seconds: number }
  /** What somebody else does by kubectl, in the namespace. */
  | { readonly kind: 'foreign'; readonly seconds: number; readonly args: readonly string[] };

/** As much of a live object as a truth looks at. */
export interface LiveObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly template?: { readonly spec: { readonly containers: readonly Readonly<Record<string, unknown>>[] } };
  };
}

/** What of a verdict is not true of the cluster, as the end of "It says …"; pure. */
export type Truth = (
  verdict: 'complete' | 'failed' | 'none',
  live: readonly LiveObject[],
  tool: { readonly restores: boolean },
) => string | undefined;

/** Images of a class. `late` is the reference of one that is pushed only later, where the class says so. */
export interface ClassImages {
  readonly named: Images;
  readonly late: string;
}

/** A strategy that runs two releases side by side. */
export interface StrategyCase {
  readonly kind: 'blueGreen' | 'canary';
  readonly replicas: number;
  /** Inputs of our action. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `spec.strategy` of Argo's Rollout. */
  readonly argo: object;
  /** Seconds that ours is told to watch on, or needs for what Argo does not do. */
  readonly longer: number;
}

/** One kind of release that every tool gets at the same time. */
export interface BenchClass {
  readonly id: string;
  readonly label: string;
  /** `broken` must be told failed; `good` and `heals` complete; of `contested` anything that is true. */
  readonly kind: 'good' | 'broken' | 'heals' | 'contested';
  /** What tools that follow one object follow: resource and name. */
  readonly followed: readonly [resource: string, name: string];
  readonly limits: Limits;
  /** Good, and complete before anything is timed. */
  readonly before: (images: Images) => readonly Manifest[];
  readonly after: (images: ClassImages) => readonly Manifest[];
  /** Who applied the release before; absent: the tool itself. */
  readonly firstBy?: 'kubectl';
  readonly truth?: Truth;
  /** What an administrator applies in between. */
  readonly meanwhile?: readonly Manifest[];
  readonly later?: Later;
  /** Absent: rolling. Only tools that know the strategy take part. */
  readonly strategy?: StrategyCase;
}
