import type { Problem } from './problem.ts';

/** A GitHub configuration variable, `vars.NAME`: set per repository or per environment, read when a workflow runs. */
export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
}

/** The variable of that name; whether it can have it is asked with everything else of the delivery. */
export const variable = (name: string): Variable => ({ kind: 'variable', name });

const NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

/** Whether GitHub takes this as a name of a variable or secret, in the one spelling that it keeps.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#naming-conventions-for-configuration-variables */
export const isSettingName = (name: string): boolean => NAME.test(name) && name.length <= 100;

/** What is wrong with a variable. @param at path of the field that holds it */
export const variableProblems = ({ name }: Variable, at: string): Problem[] =>
  isSettingName(name)
    ? []
    : [
        {
          field: `${at}.name`,
          value: name,
          message:
            'Wanted a name of a GitHub variable: upper-case letters, digits and "_", not starting with a digit or GITHUB_.',
        },
      ];
