import type { Taint, Toleration } from 'kubernetes-types/core/v1.d.ts';

export type Effect = 'NoSchedule' | 'NoExecute';

/** Whether one of the taints with these effects keeps away a pod with these tolerations.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const isKeptAway = (
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly Effect[],
): boolean =>
  (taints ?? [])
    .filter(({ effect }) => effects.some((one) => one === effect))
    .some((taint) => !(tolerations ?? []).some((toleration) => tolerates(toleration, taint)));

/** A toleration without a key or an effect is one for every key or effect. `Lt` and `Gt` are behind a gate that is closed
 *  (TaintTolerationComparisonOperators), and tolerate nothing. */
const tolerates = ({ key = '', operator, value = '', effect = '' }: Toleration, taint: Taint): boolean => {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  switch (operator ?? '') {
    case '':
    case 'Equal':
      return value === (taint.value ?? '');
    case 'Exists':
      return true;
    default:
      return false;
  }
};
