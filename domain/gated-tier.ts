import { branchPrefix } from './branch.ts';
import type { Problem } from './problem.ts';
import type { Tier } from './tier.ts';

/** What a tier must be so that a yes to it can mean something: reachable by nobody's branch but one that reviews guard. */
export function gatedTierProblems({ name, approval, trust, from }: Tier, at: string): Problem[] {
  if (approval === undefined) return [];
  const problems: Problem[] = [];
  if (trust === 'unprotected') {
    problems.push({
      field: `${at}.approval`,
      value: approval,
      message: `The trust is "unprotected": whoever can push a branch reaches "${name}" by a workflow of their own, past any approval. Make the tier protected, or leave its approval out.`,
    });
  }
  if (from?.pattern && branchPrefix(from) !== undefined) {
    problems.push({
      field: `${at}.from`,
      value: from.pattern,
      message: `A tier with an approval is fed by one branch by its name: whoever can create a branch of the pattern would write the workflow that asks for "${name}". Say from: branch('…') without "**".`,
    });
  }
  return problems;
}
