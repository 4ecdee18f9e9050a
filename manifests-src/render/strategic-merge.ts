type Json = unknown;
type JsonObject = Readonly<Record<string, Json>>;

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists that Kubernetes merges by a key instead of replacing them, as far as Sluice's own patches use them.
 *  @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#podspec-v1-core (patch strategy, merge key) */
const MERGE_KEYS: Readonly<Record<string, string>> = { containers: 'name', env: 'name' };

/** Lays a strategic merge patch over an object. Lists without a merge key are replaced; `$patch` directives are refused. */
export function strategicMerge(target: Json, patch: Json, field = ''): Json {
  if (isObject(patch)) {
    if ('$patch' in patch)
      throw new Error(
        `A patch of "${field}" holds $patch, which this renderer does not know. Render with kubectl kustomize.`,
      );
    const base = isObject(target) ? target : {};
    const merged: Record<string, Json> = { ...base };
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) delete merged[key];
      else merged[key] = strategicMerge(base[key], value, key);
    }
    return merged;
  }
  const mergeKey = MERGE_KEYS[field];
  return Array.isArray(patch) && mergeKey !== undefined
    ? mergeList(Array.isArray(target) ? target : [], patch, mergeKey, field)
    : patch;
}

/** Items of the patch come first and in its order, those of them that the target knows as well, as kustomize puts them: a variable may name
 *  what stands before it, so their order is no matter of taste. */
function mergeList(target: readonly Json[], patch: readonly Json[], mergeKey: string, field: string): Json[] {
  const keyOf = (item: Json): Json => (isObject(item) ? item[mergeKey] : undefined);
  const changed = new Set(patch.map(keyOf));
  return [
    ...patch.map((change) => {
      const known = target.find((item) => keyOf(item) === keyOf(change));
      return known === undefined ? change : strategicMerge(known, change, `${field}[]`);
    }),
    ...target.filter((item) => !changed.has(keyOf(item))),
  ];
}
