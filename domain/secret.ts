import type { Problem } from './problem.ts';
import { isSettingName } from './variable.ts';

/** A GitHub secret by its name, `secrets.NAME`: of the environment of the job that needs it. Its value is never known here. */
export interface SecretName {
  readonly kind: 'secret';
  readonly name: string;
}

/** The secret of that name; whether it can have it is asked with everything else of the delivery. */
export const secretName = (name: string): SecretName => ({ kind: 'secret', name });

/** What is wrong with a secret. @param at path of the field that holds it
 *  @see https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets */
export const secretProblems = ({ name }: SecretName, at: string): Problem[] =>
  isSettingName(name)
    ? []
    : [
        {
          field: `${at}.name`,
          value: name,
          message:
            'Wanted a name of a GitHub secret: upper-case letters, digits and "_", not starting with a digit or GITHUB_.',
        },
      ];
