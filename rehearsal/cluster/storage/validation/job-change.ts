import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { Fields } from '../defaults/fields.ts';
import { list, record, sameJson } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { invalid } from './problem.ts';

const IMMUTABLE = ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'];

/** What of a Job may not be changed. kubernetes/pkg/apis/batch/validation/validation.go, ValidateJobSpecUpdate */
export const jobChangeProblems = (spec: Fields, live: KubernetesObject): readonly FieldProblem[] => {
  const was = record(live['spec']);
  const immutable = (name: string): readonly FieldProblem[] =>
    sameJson(spec[name], was[name]) ? [] : [invalid(`spec.${name}`, spec[name], IS_FIXED)];
  return [
    ...completionsProblems(spec, was),
    ...immutable('selector'),
    ...(mayBePrepared(live)
      ? preparedProblems(record(spec['template']), record(was['template']))
      : immutable('template')),
    ...IMMUTABLE.flatMap(immutable),
  ];
};

const IS_FIXED = 'field is immutable';

const completionsProblems = ({ completionMode, completions, parallelism }: Fields, was: Fields) => {
  if (completions === was['completions']) return [];
  if (completionMode !== 'Indexed') return [invalid('spec.completions', completions, IS_FIXED)];
  return completions === parallelism
    ? []
    : [invalid('spec.completions', completions, 'can only be modified in tandem with spec.parallelism')];
};

/** Whether a queue may still decide where the pods run and with what: the Job waits, and none of its pods is left.
 *  kubernetes/pkg/registry/batch/job/strategy.go, shouldAllowMutablePodTemplate */
const mayBePrepared = (live: KubernetesObject): boolean => {
  const { startTime, conditions, active = 0 } = record(live['status']);
  const isSuspended = list(conditions).some(
    (one) => record(one)['type'] === 'Suspended' && record(one)['status'] === 'True',
  );
  return record(live['spec'])['suspend'] === true && (startTime === undefined || isSuspended) && active === 0;
};

const preparedProblems = (template: Fields, was: Fields): readonly FieldProblem[] => {
  const [now, before] = [template, was].map((one) => unprepared(record(one['spec'])));
  return sameJson(now, before) ? [] : [invalid('spec.template.spec', template['spec'], IS_FIXED)];
};

/** A pod without what may be prepared. Labels and annotations of the template are free, too. */
const unprepared = (pod: Fields): Fields => {
  const { nodeSelector: _place, tolerations: _tolerated, schedulingGates: _gates, affinity, ...rest } = pod;
  const { nodeAffinity: _near, ...others } = record(affinity);
  return {
    ...rest,
    ...(Object.keys(others).length === 0 ? {} : { affinity: others }),
    containers: list(pod['containers']).map(withoutResources),
    initContainers: list(pod['initContainers']).map(withoutResources),
  };
};

const withoutResources = (container: unknown): Fields => {
  const { resources: _amounts, ...rest } = record(container);
  return rest;
};
