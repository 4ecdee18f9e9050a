import { itemElement } from './field-path.ts';
import { type Atom, atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lays a configuration over the live object: structs and maps by key, keyed lists by item, everything else replaced. What
 *  changes nothing of the live object is that very object, so that what is stored is not read again. */
export const merge = (live: unknown, config: unknown, type: TypeExpression): unknown => {
  if (config === undefined) return live;
  if (live === undefined) return config;
  const atom = atomOf(type, config);
  if (atom.form === 'map' && !atom.atomic && isFields(live) && isFields(config)) return mergeFields(live, config, atom);
  if (atom.form === 'list' && atom.kind !== 'atomic' && Array.isArray(live) && Array.isArray(config))
    return mergeItems(live, config, atom);
  return config;
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mergeFields = (live: Fields, config: Fields, atom: Atom & { readonly form: 'map' }): Fields => {
  const merged: Record<string, unknown> = {};
  let asLive = true;
  const names = new Set(Object.keys(live));
  for (const name of Object.keys(config)) names.add(name);
  for (const name of names) {
    const field = merge(live[name], config[name], fieldType(atom, name));
    asLive &&= field === live[name];
    merged[name] = field;
  }
  return asLive ? live : merged;
};

/** Items of both lists once each: shared ones in the configuration's order, live ones before the configuration's own where
 *  both could stand, as structured-merge-diff orders them. */
const mergeItems = (
  live: readonly unknown[],
  config: readonly unknown[],
  atom: Atom & { readonly form: 'list' },
): readonly unknown[] => {
  const left = live.map((item) => ({ element: itemElement(atom, item), item }));
  const right = config.map((item) => ({ element: itemElement(atom, item), item }));
  const liveItems = new Map(left.map(({ element, item }) => [element, item]));
  const configured = new Set(right.map(({ element }) => element));
  const shared = right.map(({ element }) => element).filter((element) => liveItems.has(element));
  const merged: unknown[] = [];
  const done = new Set<string>();
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const ours = left[l];
    const theirs = right[r];
    if (ours !== undefined && !configured.has(ours.element)) {
      merged.push(ours.item);
      l += 1;
    } else if (ours !== undefined && (done.has(ours.element) || movedAway(ours.element, theirs?.element, shared[0]))) {
      l += 1;
    } else if (theirs !== undefined) {
      merged.push(merge(liveItems.get(theirs.element), theirs.item, atom.element));
      done.add(theirs.element);
      if (shared[0] === theirs.element) shared.shift();
      if (ours?.element === theirs.element) l += 1;
      r += 1;
    }
  }
  const asLive = merged.length === live.length && merged.every((item, at) => item === live[at]);
  return asLive ? live : merged;
};

/** A shared item that the configuration puts later: it is merged when its turn comes. */
const movedAway = (ours: string, theirs: string | undefined, nextShared: string | undefined): boolean =>
  theirs !== undefined && ours !== theirs && nextShared !== undefined && nextShared !== ours;
