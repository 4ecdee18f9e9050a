import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';
import { type DigestReference, parseDigestReference } from '../../domain/image.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { Before } from '../../engine/promotion/choose-release.ts';
import { dnsLabel, evidenceIn, oneOf, repositoryName, workflowsAt } from '../_shell/input-kinds.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { promotion } from './contract.ts';

/** @throws {InvalidInput} with every input that is wrong */
export function parsePromotionInputs(inputs: Invocation<typeof promotion>['inputs']) {
  const {
    from,
    evidence,
    workflows,
    repository,
    'formed-by': formedBy,
    ...given
  } = parseInputs(inputs, {
    ...{ service: dnsLabel, tier: dnsLabel, namespace: dnsLabel, repository: repositoryName },
    ...{ otherwise: oneOf('tell', 'refuse'), workflows: workflowsAt, 'formed-by': workflowsAt },
    commit: (text): CommitSha | undefined => (text === '' ? undefined : parseCommitSha(text)),
    from: (text) => (text === '' ? undefined : dnsLabel(text)),
    evidence: (text) => (text === '' ? undefined : evidenceIn(text)),
    expected: (text): DigestReference | undefined => (text === '' ? undefined : parseDigestReference(text)),
  });
  return { ...given, formedBy, releases: repository, before: beforeOf(from, evidence, workflows) };
}

/** A tier before, with all that belongs to it, or none. */
function beforeOf(
  tier: string | undefined,
  evidence: string | undefined,
  workflows: readonly WorkflowAt[],
): Before | undefined {
  if (tier === undefined && evidence === undefined && workflows.length === 0) return undefined;
  if (tier !== undefined && evidence !== undefined && workflows.length > 0) return { tier, evidence, workflows };
  const message = 'Give "from", "evidence" and "workflows" together, or none of them.';
  throw new InvalidInput('The inputs', [{ field: 'from', value: tier, message }]);
}
