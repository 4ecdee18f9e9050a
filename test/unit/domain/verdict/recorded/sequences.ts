import type { Watched } from '../../../../../domain/verdict/kubernetes.ts';
import type { Fact } from '../../../../../domain/verdict/observation.ts';
import type { Script, Told } from './script.ts';

/** Numbers from 0 to 1 that a seed decides (mulberry32), so that a failing sequence can be had again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a list would have answered after the first facts of a script. */
function listAfter(told: readonly Told[], kind: Extract<Fact, { readonly type: 'listed' }>['kind']): Fact {
  const objects = new Map<string, Extract<Fact, { readonly type: 'seen' }>['object']>();
  let version = 0;
  for (const { fact } of told) {
    if (fact.type === 'listed') continue;
    version = Math.max(version, Number(fact.object.metadata.resourceVersion));
    if (fact.type === 'gone') objects.delete(fact.object.metadata.uid);
    else objects.set(fact.object.metadata.uid, fact.object);
  }
  const present = [...objects.values()].filter((object) => object.kind === kind);
  return { type: 'listed', kind, resourceVersion: String(version), objects: present };
}

/** Whether the object went as it was last seen: then a list without it tells as much. */
const wasToldBefore = (gone: Extract<Fact, { readonly type: 'gone' }>, told: readonly Told[]): boolean =>
  told.some(
    ({ fact }) =>
      fact.type === 'seen' &&
      fact.object.metadata.uid === gone.object.metadata.uid &&
      stateOf(fact.object) === stateOf(gone.object),
  );

const stateOf = (object: Watched): string => JSON.stringify({ ...object, metadata: object.metadata.name });

/** The same facts in any order, some of them repeated, with lists of any moment between them; some deletions are known from a
 *  list alone. */
export function disturbed({ told }: Script, seed: number): readonly Told[] {
  const next = random(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const kinds = [...new Set(told.flatMap(({ fact }) => (fact.type === 'listed' ? [] : [fact.object.kind])))];
  const facts = told.map(({ fact }) =>
    fact.type === 'gone' && next() < 0.3 && wasToldBefore(fact, told) ? listAfter(told, fact.object.kind) : fact,
  );
  const repeated = facts.filter(() => next() < 0.4);
  const lists = Array.from({ length: below(4) }, () =>
    listAfter(told.slice(0, 1 + below(told.length)), kinds[below(kinds.length)] ?? 'Pod'),
  );
  const all = [...facts, ...repeated, ...lists];
  for (let last = all.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const [a, b] = [all[last], all[other]];
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a];
  }
  return all.map((fact, second) => ({ second, fact }));
}
