import type { SecretVariable } from '../environment.ts';
import type { Claim } from './claim.ts';
import { isSubdomain } from './names.ts';

const SECRET_KEY = /^(?!\.{1,2}$)[-._A-Za-z0-9]{1,253}$/;

/** What must hold of the Secrets that hold variables. @param at the list that names them */
export const secretClaims = (at: string, list: readonly SecretVariable[]): readonly Claim[] =>
  list.flatMap(({ secret, key }, index): Claim[] => [
    {
      field: `${at}[${index}].secret`,
      value: secret,
      holds: isSubdomain(secret),
      message: 'Wanted the name of a Secret: lower-case letters, digits, "-" and ".", at most 253.',
    },
    {
      field: `${at}[${index}].key`,
      value: key,
      holds: SECRET_KEY.test(key),
      message: 'Wanted a key of that Secret: letters, digits, "-", "_" and ".", at most 253.',
    },
  ]);
