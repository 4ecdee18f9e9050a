import { environmentParts, secretParts } from '../environment.ts';
import { ALL } from '../per-tier.ts';
import type { Problem } from '../problem.ts';
import { kindWords, type Service } from '../service.ts';
import { nearest } from '../shape/nearest.ts';
import { storeParts } from '../store.ts';
import type { Tier } from '../tier.ts';
import type { Part } from './claim.ts';
import { resourceProblems } from './quantities.ts';

/** Every name that means something else of the delivery means one that is there.
 *  @param names of all services and tiers, those with other problems included */
export const referenceProblems = (
  services: readonly Part<Service>[],
  tiers: readonly Part<Tier>[],
  names: { readonly services: readonly string[]; readonly tiers: readonly string[] },
): Problem[] => {
  // Nobody is there who would answer.
  const deaf = services.flatMap(({ value }) => (value.kind === 'web' ? [] : [[value.name, kindWords(value)] as const]));
  return [
    ...services.flatMap((part) => [
      ...callProblems(part, new Set(names.services), new Map(deaf)),
      ...sizeProblems(part, names.tiers),
      ...scopeProblems(part, names.tiers),
    ]),
    ...tiers.flatMap((part) => afterProblems(part, names.tiers)),
  ];
};

const callProblems = (
  { at, value: { name, calls } }: Part<Service>,
  known: ReadonlySet<string>,
  deaf: ReadonlyMap<string, string>,
): Problem[] =>
  calls.flatMap((called, index) => {
    const field = `${at}.calls[${index}]`;
    if (called === name) return [{ field, value: called, message: 'A service reaches itself anyway: leave it out.' }];
    if (calls.indexOf(called) !== index)
      return [{ field, value: called, message: 'It is named twice; once is enough.' }];
    const what = deaf.get(called);
    if (what !== undefined)
      return [{ field, value: called, message: `It is ${what}, which listens at no port: nobody can call it.` }];
    return known.has(called)
      ? []
      : [{ field, value: called, message: `There is no such service; ${wanted(called, [...known])}` }];
  });

const sizeProblems = ({ at, value: { resources } }: Part<Service>, tiers: readonly string[]): Problem[] =>
  Object.entries(resources).flatMap(([tier, given]) => {
    const field = `${at}.resources.${tier}`;
    return tiers.includes(tier)
      ? resourceProblems(given, field)
      : [{ field, value: tier, message: `There is no such tier; ${wanted(tier, tiers)}` }];
  });

/** Whatever a service says by tier, it says of tiers that there are. */
const scopeProblems = (
  { at, value: { environment, secrets, store } }: Part<Service>,
  tiers: readonly string[],
): Problem[] => {
  const known = [ALL, ...tiers];
  return [
    ...environmentParts(environment).map(({ scope, below }) => ({ scope, field: `${at}.environment${below}` })),
    ...secretParts(secrets).map(({ scope, below }) => ({ scope, field: `${at}.secrets${below}` })),
    ...(store === undefined ? [] : storeParts(store)).map(({ scope, below }) => ({
      scope,
      field: `${at}.store${below}`,
    })),
  ]
    .filter(({ scope }) => !known.includes(scope))
    .map(({ scope, field }) => ({ field, value: scope, message: `There is no such tier; ${wanted(scope, known)}` }));
};

function afterProblems({ at, value: { name, after } }: Part<Tier>, tiers: readonly string[]): Problem[] {
  if (after === undefined) return [];
  const earlier = tiers.slice(0, tiers.indexOf(name));
  return earlier.includes(after)
    ? []
    : [
        {
          field: `${at}.after`,
          value: after,
          message: `There is no earlier tier of that name; ${earlier.length === 0 ? 'this is the first.' : wanted(after, earlier)}`,
        },
      ];
}

/** What was meant, or what there is; of many, the first ones. */
function wanted(given: string, names: readonly string[]): string {
  const near = nearest(given, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  return `wanted one of: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : '.'}`;
}
