import type { Problem } from '../../domain/problem.ts';
import { PLACES, type Use } from '../language/context.ts';
import { distinctExpressions, expressionsOfWorkflow, type Placed } from '../language/needs.ts';
import type { Rule } from './rule.ts';

const NONE: readonly Problem[] = [];

const isInPlace = ({ place, expression }: Placed): boolean => {
  const offered: readonly Use[] = PLACES[place];
  return expression.uses.every((use) => offered.includes(use));
};

/** Every expression uses only contexts that GitHub offers at its key, and text that a stranger wrote goes nowhere but into an
 *  environment variable. The types say the same; this holds for delivery code that is not type-checked.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
export const contextsInPlace: Rule = (workflow) =>
  distinctExpressions(workflow).every(isInPlace)
    ? NONE
    : expressionsOfWorkflow(workflow).flatMap(({ place, at, expression }) => {
        const offered: readonly Use[] = PLACES[place];
        return expression.uses
          .filter((use) => !offered.includes(use))
          .map((use) => ({
            field: `${workflow.path} > ${at}`,
            value: expression.code,
            message:
              use === 'tainted'
                ? 'Somebody without rights can choose this text: hand it to a step in env, nowhere else.'
                : `"${use}" does not exist here; there are: ${offered.filter((name) => name !== 'tainted').join(', ')}.`,
          }));
      });
