import type { Problem } from '../../domain/problem.ts';
import type { Workflow } from '../language/workflow.ts';
import { guardedSecrets } from './guarded-secrets.ts';
import { harmlessText } from './harmless-text.ts';
import { noLeftCredentials } from './no-left-credentials.ts';
import { ownCode } from './own-code.ts';
import { presentOutputs } from './present-outputs.ts';
import type { Rule } from './rule.ts';
import { statedRights } from './stated-rights.ts';

/** Rules for what GitHub would run and a reviewer would not pass. A workflow of one's own can leave one out, with its reason: the list of them
 *  is what `sluice check` prints. Generated workflows keep all. */
export const HOUSE_RULES: Readonly<Record<string, Rule>> = {
  guardedSecrets,
  harmlessText,
  noLeftCredentials,
  ownCode,
  presentOutputs,
  statedRights,
};

/** Whether a workflow keeps to a rule. */
export const isKept = (rule: Rule, { exceptions = [] }: Workflow): boolean =>
  !exceptions.some((exception) => Object.hasOwn(HOUSE_RULES, exception.rule) && HOUSE_RULES[exception.rule] === rule);

/** Only house rules can be left out, and only for a reason. */
export const statedExceptions: Rule = ({ path, exceptions = [] }, { delivery }): readonly Problem[] =>
  exceptions.flatMap(({ rule, why }, index) => {
    const field = `${path} > exceptions[${index}]`;
    return [
      ...(Object.hasOwn(HOUSE_RULES, rule)
        ? []
        : [
            {
              field,
              value: rule,
              message: `No such rule can be left out; there are: ${Object.keys(HOUSE_RULES).join(', ')}.`,
            },
          ]),
      ...(typeof why === 'string' && why.trim() !== ''
        ? []
        : [{ field, value: why, message: 'Say why: whoever reviews it reads nothing else.' }]),
      ...(delivery === undefined ? [] : [{ field, value: rule, message: 'What a delivery makes keeps every rule.' }]),
    ];
  });
