/** A condition of any object: https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastUpdateTime?: string;
  readonly lastTransitionTime?: string;
}

export const conditionOf = <T extends { readonly type: string }>(
  conditions: readonly T[] | undefined,
  type: string,
): T | undefined => conditions?.find((condition) => condition.type === type);

export const withoutCondition = <T extends { readonly type: string }>(conditions: readonly T[], type: string): T[] =>
  conditions.filter((condition) => condition.type !== type);

/** Sets a condition at the end of the list. One of equal status and reason stays as it is, times included; with equal status
 *  the time of transition is kept. */
export const withCondition = <T extends Condition>(conditions: readonly T[], next: T): T[] => {
  const before = conditionOf(conditions, next.type);
  if (before !== undefined && before.status === next.status && before.reason === next.reason) return [...conditions];
  const kept =
    before?.status === next.status && before.lastTransitionTime !== undefined
      ? { ...next, lastTransitionTime: before.lastTransitionTime }
      : next;
  return [...withoutCondition(conditions, next.type), kept];
};
