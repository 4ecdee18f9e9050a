import type { KubernetesObject } from '../cluster.ts';
import type { UnionPath } from './field-path.ts';
import { isJson, itemNamed, type Json } from './json.ts';
import type { OtherBranches } from './other-branches.ts';

/** The wanted object with these unions as the live one has them. */
export const withLiveNodes = (
  wanted: KubernetesObject,
  live: KubernetesObject,
  others: readonly OtherBranches[],
): KubernetesObject => {
  const changed = others.reduce<Json>((object, { node }) => withNode(object, live, node), wanted);
  return { ...changed, apiVersion: wanted.apiVersion, kind: wanted.kind, metadata: wanted.metadata };
};

function withNode(wanted: Json, live: Json, [step, next, ...rest]: UnionPath): Json {
  if (step === undefined || !('field' in step)) return wanted;
  const { field } = step;
  const [a, b] = [wanted[field], live[field]];
  if (next !== undefined && 'item' in next) {
    const twin = itemNamed(b, next.item);
    if (!Array.isArray(a) || twin === undefined) return wanted;
    const items = a.map((item: unknown) => {
      if (!isJson(item) || item['name'] !== next.item) return item;
      return rest.length === 0 ? twin : withNode(item, twin, rest);
    });
    return { ...wanted, [field]: items };
  }
  if (next === undefined) return { ...wanted, [field]: b };
  return isJson(a) && isJson(b) ? { ...wanted, [field]: withNode(a, b, [next, ...rest]) } : wanted;
}
