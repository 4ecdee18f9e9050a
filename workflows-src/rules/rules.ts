import { InvalidInput } from '../../domain/problem.ts';
import type { Workflow } from '../language/workflow.ts';
import { boundedTime } from './bounded-time.ts';
import { contextsInPlace } from './contexts-in-place.ts';
import { guardedSecrets } from './guarded-secrets.ts';
import { harmlessText } from './harmless-text.ts';
import { keptActions } from './kept-actions.ts';
import { keptInterfaces } from './kept-interfaces.ts';
import { knownEnvironments } from './known-environments.ts';
import { knownKeys } from './known-keys.ts';
import { knownReferences } from './known-references.ts';
import { noLeftCredentials } from './no-left-credentials.ts';
import { ownNames } from './own-names.ts';
import { pinnedActions } from './pinned-actions.ts';
import { plainScripts } from './plain-scripts.ts';
import { plainTexts } from './plain-texts.ts';
import { presentOutputs } from './present-outputs.ts';
import { readableExpressions } from './readable-expressions.ts';
import type { Known, Rule } from './rule.ts';
import { statedRights } from './stated-rights.ts';
import { tellingConditions } from './telling-conditions.ts';
import { tierWriters } from './tier-writers.ts';
import { wholeMatrices } from './whole-matrices.ts';
import { ownPaths, wholeWorkflows } from './whole-workflows.ts';
import { withinLimits } from './within-limits.ts';

/** Every rule, sorted by name. */
export const RULES: readonly Rule[] = [
  boundedTime,
  contextsInPlace,
  guardedSecrets,
  harmlessText,
  keptActions,
  keptInterfaces,
  knownEnvironments,
  knownKeys,
  knownReferences,
  noLeftCredentials,
  ownNames,
  pinnedActions,
  plainScripts,
  plainTexts,
  presentOutputs,
  readableExpressions,
  statedRights,
  tellingConditions,
  tierWriters,
  wholeMatrices,
  wholeWorkflows,
  withinLimits,
];

/** @throws {InvalidInput} with everything that breaks a rule, before anything is written */
export function keepRules(workflows: readonly Workflow[], known: Known): readonly Workflow[] {
  const problems = [
    ...ownPaths(workflows),
    ...workflows.flatMap((workflow) => RULES.flatMap((rule) => rule(workflow, known))),
  ];
  if (problems.length > 0) throw new InvalidInput('The generated workflows', problems);
  return workflows;
}
