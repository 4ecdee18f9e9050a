import { branchPrefix } from '../branch.ts';
import type { Problem } from '../problem.ts';
import type { Tier } from '../tier.ts';
import type { Part } from './claim.ts';

/** A push goes to one tier: were a branch meant by two, its builds would go where both look, and whoever may push to the one without
 *  protection would write what the other runs. */
export const overlappingBranches = (tiers: readonly Part<Tier>[]): Problem[] =>
  tiers.flatMap(({ at, value: tier }, index) => {
    const other = tiers.slice(0, index).find((earlier) => overlap(earlier.value, tier));
    if (other === undefined) return [];
    const both = `"${other.value.name}" and "${tier.name}"`;
    const written =
      other.value.trust === tier.trust ? '' : ' A branch without protection would write what the protected one runs.';
    return [
      {
        field: `${at}.from`,
        value: tier.from.pattern,
        message: `${other.at}.from is ${JSON.stringify(other.value.from.pattern)}, so one push goes to both ${both}: name branches that no other tier means.${written}`,
      },
    ];
  });

/** What a tier has proven is what its identity says. One that any branch can be proves nothing for a tier that is protected. */
export const lesserProofs = (tiers: readonly Part<Tier>[]): Problem[] =>
  tiers.flatMap(({ at, value: { name, after, trust } }) => {
    const before = tiers.find(({ value }) => value.name === after)?.value;
    return trust === 'unprotected' || before === undefined || before.trust === 'protected'
      ? []
      : [
          {
            field: `${at}.after`,
            value: after,
            message: `"${name}" is protected and "${before.name}" is not: whoever may push such a branch could prove anything there. Name a protected tier, or say trust: 'protected' of that one.`,
          },
        ];
  });

function overlap({ from: one }: Tier, { from: other }: Tier): boolean {
  if (one.pattern === '' || other.pattern === '') return false;
  const [a, b] = [branchPrefix(one), branchPrefix(other)];
  if (a !== undefined && b !== undefined) return a.startsWith(b) || b.startsWith(a);
  if (a !== undefined) return other.pattern.startsWith(a);
  return b === undefined ? one.pattern === other.pattern : one.pattern.startsWith(b);
}
