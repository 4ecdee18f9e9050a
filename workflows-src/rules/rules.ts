import { InvalidInput, type Problem } from '../../domain/problem.ts';
import type { Workflow } from '../language/workflow.ts';
import { awaitedSteps } from './awaited-steps.ts';
import { boundedTime } from './bounded-time.ts';
import { contextsInPlace } from './contexts-in-place.ts';
import { guardedSecrets } from './guarded-secrets.ts';
import { harmlessText } from './harmless-text.ts';
import { isKept, statedExceptions } from './house-rules.ts';
import { keptActions } from './kept-actions.ts';
import { keptInterfaces } from './kept-interfaces.ts';
import { knownEnvironments } from './known-environments.ts';
import { knownEvents } from './known-events.ts';
import { knownKeys } from './known-keys.ts';
import { knownReferences } from './known-references.ts';
import { noLeftCredentials } from './no-left-credentials.ts';
import { ownCode } from './own-code.ts';
import { ownNames } from './own-names.ts';
import { pinnedActions } from './pinned-actions.ts';
import { plainScripts } from './plain-scripts.ts';
import { isPlain, plainTexts } from './plain-texts.ts';
import { presentOutputs } from './present-outputs.ts';
import { readableExpressions } from './readable-expressions.ts';
import { formProblems } from './right-forms.ts';
import type { Known, Rule } from './rule.ts';
import { statedRights } from './stated-rights.ts';
import { tellingConditions } from './telling-conditions.ts';
import { tierWriters } from './tier-writers.ts';
import { wholeMatrices } from './whole-matrices.ts';
import { ownPaths, wholeWorkflows } from './whole-workflows.ts';
import { withinLimits } from './within-limits.ts';

/** Every rule, sorted by name. */
export const RULES: readonly Rule[] = [
  awaitedSteps,
  boundedTime,
  contextsInPlace,
  guardedSecrets,
  harmlessText,
  keptActions,
  keptInterfaces,
  knownEnvironments,
  knownEvents,
  knownKeys,
  knownReferences,
  noLeftCredentials,
  ownCode,
  ownNames,
  pinnedActions,
  plainScripts,
  plainTexts,
  presentOutputs,
  readableExpressions,
  statedExceptions,
  statedRights,
  tellingConditions,
  tierWriters,
  wholeMatrices,
  wholeWorkflows,
  withinLimits,
];

/** @throws {InvalidInput} with everything that breaks a rule, before anything is written */
export function keepRules(
  workflows: readonly Workflow[],
  known: Known | ((workflow: Workflow) => Known),
): readonly Workflow[] {
  refuse([
    ...ownPaths(workflows),
    ...workflows.flatMap((workflow) => problemsOf(workflow, typeof known === 'function' ? known(workflow) : known)),
  ]);
  return workflows;
}

/** @throws {InvalidInput} where there are any */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput('The generated workflows', problems);
}

/** What needs a file to look at, or is slow without one. */
const LAST: readonly Rule[] = [plainTexts, withinLimits];
const FIRST: readonly Rule[] = RULES.filter((rule) => !LAST.includes(rule));

/** Everything that one workflow breaks, by itself. What is no workflow has no file, and so no size either. */
export function problemsOf(workflow: Workflow, known: Known): readonly Problem[] {
  const forms = formProblems(workflow);
  if (forms.length > 0) return forms;
  const problems = FIRST.flatMap((rule) => (isKept(rule, workflow) ? rule(workflow, known) : []));
  if (problems.length > 0) return [...plainTexts(workflow, known), ...problems];
  return [...(isPlain(workflow) ? [] : plainTexts(workflow, known)), ...withinLimits(workflow, known)];
}
