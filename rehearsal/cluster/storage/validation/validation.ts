import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ResourceType } from '../resource-type.ts';
import type { FieldProblem } from '../status-errors.ts';
export const problemsOf = (
  _t: ResourceType,
  _o: KubernetesObject,
  _live?: KubernetesObject,
): readonly FieldProblem[] => [];
