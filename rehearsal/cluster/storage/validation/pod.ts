import type { Fields } from '../defaults/fields.ts';
import { list, record, sameJson } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { podSpecProblems } from './pod-spec.ts';
import { forbiddenField } from './problem.ts';

const MAY_CHANGE = ['activeDeadlineSeconds', 'terminationGracePeriodSeconds', 'tolerations', 'nodeName'];

/** Almost all of a pod's specification is fixed once it exists.
 *  https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement */
export const podProblems = (spec: Fields, live: Fields | undefined): readonly FieldProblem[] => [
  ...podSpecProblems(spec, 'spec'),
  ...(live === undefined || sameJson(fixedPart(live), fixedPart(spec))
    ? []
    : [
        forbiddenField(
          'spec',
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ]),
];

// nodeName is set once through the binding subresource, which the scheduler inside writes as an update.
const fixedPart = (spec: Fields): unknown => {
  const kept = Object.entries(spec).filter(([name]) => !MAY_CHANGE.includes(name));
  return Object.fromEntries(
    kept.map(([name, value]) =>
      name === 'containers' || name === 'initContainers'
        ? [name, list(value).map((container) => ({ ...record(container), image: '' }))]
        : [name, value],
    ),
  );
};
