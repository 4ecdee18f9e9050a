import type { Script } from '../script.ts';

/** What Kubernetes tells of one failure, from the first day of the new pod to the sign that decides. */
export interface Life {
  readonly script: () => Script;
  /** What its sentence must name. */
  readonly object: RegExp;
  readonly cause: RegExp;
}

export const CONTAINER = /container "api" of pod "api-7f6d8c9b5-x2x9p"/i;
export const WORKLOAD = /(Deployment|StatefulSet) "api" in namespace "production"/;
