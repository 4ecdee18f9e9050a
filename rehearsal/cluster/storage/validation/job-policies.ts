import type { Fields } from '../defaults/fields.ts';
import { list, record } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { duplicate, invalid, nonNegative, notSupported, repeated, required } from './problem.ts';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

const atRule = (field: string, why: string): FieldProblem => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${why}`,
});

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
export const failurePolicyProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const pod = record(record(spec['template'])['spec']);
  const names = [...list(pod['containers']), ...list(pod['initContainers'])].map((one) => record(one)['name']);
  return list(record(spec['podFailurePolicy'])['rules']).flatMap((item, index) => {
    const rule = record(item);
    const here = `${at}.podFailurePolicy.rules[${index}]`;
    const { onExitCodes } = rule;
    const conditions = list(rule['onPodConditions']).length;
    return [
      ...actionProblems(rule['action'], spec['backoffLimitPerIndex'] !== undefined, `${here}.action`),
      ...(onExitCodes === undefined ? [] : exitCodeProblems(record(onExitCodes), `${here}.onExitCodes`, names)),
      ...(onExitCodes !== undefined && conditions > 0
        ? [atRule(here, 'specifying both OnExitCodes and OnPodConditions is not supported')]
        : []),
      ...(onExitCodes === undefined && conditions === 0
        ? [atRule(here, 'specifying one of OnExitCodes and OnPodConditions is required')]
        : []),
    ];
  });
};

const actionProblems = (action: unknown, perIndex: boolean, at: string): readonly FieldProblem[] => {
  if (!action) return [required(at, `valid values: [${ACTIONS.map((one) => `"${one}"`).join(' ')}]`)];
  if (!ACTIONS.includes(String(action))) return [notSupported(at, action, ACTIONS)];
  return action === 'FailIndex' && !perIndex
    ? [invalid(at, action, 'requires the backoffLimitPerIndex to be set')]
    : [];
};

const exitCodeProblems = (codes: Fields, at: string, containers: readonly unknown[]): readonly FieldProblem[] => {
  const { operator, containerName } = codes;
  const values = list(codes['values']);
  return [
    ...(!operator
      ? [required(`${at}.operator`, 'valid values: ["In" "NotIn"]')]
      : ['In', 'NotIn'].includes(String(operator))
        ? []
        : [notSupported(`${at}.operator`, operator, ['In', 'NotIn'])]),
    ...(containerName === undefined || containers.includes(containerName)
      ? []
      : [
          invalid(
            `${at}.containerName`,
            containerName,
            'must be one of the container or initContainer names in the pod template',
          ),
        ]),
    ...(values.length === 0 ? [invalid(`${at}.values`, values, 'at least one value is required')] : []),
    ...values.flatMap((value, index) =>
      operator === 'In' && value === 0
        ? [invalid(`${at}.values[${index}]`, value, 'must not be 0 for the In operator')]
        : [],
    ),
    ...repeated(values).map((index) => duplicate(`${at}.values[${index}]`, values[index])),
    ...(values.every((value, index) => index === 0 || Number(values[index - 1]) <= Number(value))
      ? []
      : [invalid(`${at}.values`, values, 'must be ordered')]),
  ];
};

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy */
export const successPolicyProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const { successPolicy, completionMode, completions } = spec;
  if (successPolicy === undefined) return [];
  const here = `${at}.successPolicy`;
  const rules = list(record(successPolicy)['rules']).map(record);
  if (completionMode !== 'Indexed') return [invalid(here, goPolicy(rules), 'requires indexed completion mode')];
  const missing = 'at least one rules must be specified when the successPolicy is specified';
  return [
    ...(rules.length === 0 ? [required(`${here}.rules`, missing)] : []),
    ...rules.flatMap(({ succeededCount, succeededIndexes }, index) => {
      const rule = `${here}.rules[${index}]`;
      const most = `must be less than or equal to ${String(completions)} (the number of specified completions)`;
      if (succeededCount === undefined && succeededIndexes === undefined)
        return [required(rule, 'at least one of succeededCount or succeededIndexes must be specified')];
      return [
        ...nonNegative(`${rule}.succeededCount`, succeededCount),
        ...(Number(succeededCount ?? 0) > Number(completions)
          ? [invalid(`${rule}.succeededCount`, succeededCount, most)]
          : []),
      ];
    }),
  ];
};

/** As Go prints the server's own structs, which have no names for JSON. */
const goPolicy = (rules: readonly Fields[]): Fields => ({
  Rules: rules.map(({ succeededIndexes = null, succeededCount = null }) => ({
    SucceededIndexes: succeededIndexes,
    SucceededCount: succeededCount,
  })),
});
