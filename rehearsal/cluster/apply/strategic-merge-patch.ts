import { sameJson } from '../storage/frozen.ts';
import { notSimulated, plainFailure } from '../storage/status-errors.ts';
import { goText } from './go-text.ts';
import { type Atom, atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

type Fields = Readonly<Record<string, unknown>>;

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies a strategic merge patch: lists with a merge key are merged item by item, `$patch: delete|replace`,
 *  `$retainKeys`, `$deleteFromPrimitiveList` and `$setElementOrder` are followed.
 *  https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 *  @throws {StatusError} 400 for a directive that cannot be read. */
export const strategicMergePatch = (document: unknown, patch: unknown, type: TypeExpression): unknown => {
  if (!isFields(patch)) return patch;
  const directive = patch[DIRECTIVE];
  const { [DIRECTIVE]: _directive, ...rest } = patch;
  if (directive === 'replace') return withoutDirectives(rest);
  if (directive === 'delete') return undefined;
  if (directive !== undefined && directive !== 'merge')
    throw plainFailure(`unknown patch type: ${String(directive)} in map: ${goText(patch)}`);
  const atom = atomOf(type, patch);
  return patchFields(retained(isFields(document) ? document : {}, patch[RETAIN]), rest, atom);
};

const patchFields = (document: Fields, patch: Fields, atom: Atom): Fields => {
  const result: Record<string, unknown> = { ...document };
  const typeOf = (name: string): TypeExpression => (atom.form === 'map' ? fieldType(atom, name) : 'any');
  for (const [name, value] of Object.entries(patch)) {
    if (name === RETAIN || name.startsWith(ORDER) || name.startsWith(DELETE_FROM)) continue;
    if (name.startsWith('$'))
      throw notSimulated(`the patch directive ${name}`, 'Use a JSON patch or server-side apply.');
    if (value === null) delete result[name];
    else if (Array.isArray(value)) result[name] = patchList(result[name], value, typeOf(name));
    else {
      const merged = strategicMergePatch(result[name], value, typeOf(name));
      if (merged === undefined) delete result[name];
      else result[name] = merged;
    }
  }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith(DELETE_FROM)) {
      const field = name.slice(DELETE_FROM.length);
      const gone = Array.isArray(value) ? value : [];
      result[field] = listOf(result[field]).filter((item) => !gone.some((other) => sameJson(item, other)));
    }
    if (name.startsWith(ORDER)) {
      const field = name.slice(ORDER.length);
      result[field] = arranged(
        listOf(result[field]),
        listOf(value),
        listOf(document[field]),
        mergeKeyOf(typeOf(field)),
      );
    }
  }
  return result;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const mergeKeyOf = (type: TypeExpression): string | undefined =>
  typeof type === 'object' && 'list' in type ? type.patch : undefined;

const patchList = (document: unknown, patch: readonly unknown[], type: TypeExpression): readonly unknown[] => {
  const key = mergeKeyOf(type);
  const replaces = patch.some((item) => isFields(item) && item[DIRECTIVE] === 'replace');
  if (key === undefined || replaces || typeof type !== 'object' || !('list' in type))
    return patch.filter((item) => !isFields(item) || item[DIRECTIVE] === undefined).map(withoutDirectives);
  const live = listOf(document);
  if (key === '') return arranged([...new Set([...live, ...patch])], patch, live, key);
  const result = [...live];
  for (const item of patch) {
    if (!isFields(item) || item[key] === undefined)
      throw plainFailure(`map: ${goText(item)} does not contain declared merge key: ${key}`);
    const index = result.findIndex((other) => isFields(other) && other[key] === item[key]);
    if (item[DIRECTIVE] === 'delete') {
      if (index !== -1) result.splice(index, 1);
    } else if (index === -1) result.push(withoutDirectives(item));
    else result[index] = strategicMergePatch(result[index], item, type.list);
  }
  return arranged(result, patch, live, key);
};

const retained = (document: Fields, keys: unknown): Fields =>
  Array.isArray(keys) ? Object.fromEntries(Object.entries(document).filter(([name]) => keys.includes(name))) : document;

/** Items the patch names in its order, the others in the live order; where both could stand, the live order decides if it
 *  knows both, else the patch's items come first. */
const arranged = (
  items: readonly unknown[],
  order: readonly unknown[],
  live: readonly unknown[],
  key: string | undefined,
): readonly unknown[] => {
  const identity = (item: unknown): string => JSON.stringify(isFields(item) && key ? item[key] : item);
  const wanted = order.map(identity);
  const before = live.map(identity);
  const named = items.filter((item) => wanted.includes(identity(item)));
  named.sort((a, b) => wanted.indexOf(identity(a)) - wanted.indexOf(identity(b)));
  const others = items.filter((item) => !wanted.includes(identity(item)));
  const result: unknown[] = [];
  while (named.length > 0 || others.length > 0) {
    const [next, other] = [named[0], others[0]];
    const places = [before.indexOf(identity(other)), before.indexOf(identity(next))] as const;
    const liveFirst =
      named.length === 0 || (others.length > 0 && places[0] >= 0 && places[1] >= 0 && places[0] < places[1]);
    result.push(liveFirst ? others.shift() : named.shift());
  }
  return result;
};

const withoutDirectives = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, child]) => !name.startsWith('$') && child !== null)
      .map(([name, child]) => [name, withoutDirectives(child)]),
  );
};
