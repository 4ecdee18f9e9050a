import { judgedOf, type Observation } from '../../../domain/verdict/observation.ts';
import type { KubernetesObject } from '../cluster.ts';

/** A workload as its watch showed it last: what a watch gives is the whole object, and a verdict looks at a part of it. */
export const seenObject = (observation: Observation): KubernetesObject | undefined =>
  judgedOf(observation) as KubernetesObject | undefined;
