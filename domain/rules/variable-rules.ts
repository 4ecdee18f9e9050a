import { environmentParts, secretParts } from '../environment.ts';
import { isHardCodedSecret } from '../hard-coded.ts';
import { ownVariable } from '../own-variables.ts';
import { ALL, overlap } from '../per-tier.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import { broken, type Claim } from './claim.ts';
import { hasHalfCharacter, isEnvironmentName } from './names.ts';
import { secretClaims } from './secret-claims.ts';
import { orderClaims } from './variable-order.ts';

/** A variable that the author sets, and where. */
interface Given {
  readonly field: string;
  readonly scope: string;
  readonly name: string;
  /** `undefined` where a Secret holds it. */
  readonly value: string | undefined;
}

/** What is wrong with the variables of a service, in each tier. Nothing here tells a value: it may be a secret. */
export const variableProblems = (service: Service, at: string): Problem[] => {
  const given = givenVariables(service);
  return broken(at, [
    ...given.map((each) => claimOf(service.name, each, given)),
    ...orderClaims(service),
    ...secretParts(service.secrets).flatMap(({ below, value }) => secretClaims(`secrets${below}`, value)),
  ]);
};

const givenVariables = ({ environment, secrets }: Service): readonly Given[] => [
  ...environmentParts(environment).flatMap(({ scope, below, value }) =>
    Object.entries(value).map(([name, text]) => ({ field: `environment${below}.${name}`, scope, name, value: text })),
  ),
  ...secretParts(secrets).flatMap(({ scope, below, value }) =>
    value.map(({ variable }, index) => ({
      field: `secrets${below}[${index}].variable`,
      scope,
      name: variable,
      value: undefined,
    })),
  ),
];

/** The first thing that is wrong with a variable, in one sentence. */
function claimOf(service: string, { field, scope, name, value }: Given, given: readonly Given[]): Claim {
  const message =
    nameTrouble(name) ??
    (isTwice({ field, scope, name, value }, given) ? 'It is set twice: leave one out.' : undefined) ??
    (value === undefined ? undefined : valueTrouble(service, scope, name, value));
  return { field, value: name, holds: message === undefined, message: message ?? '' };
}

function nameTrouble(name: string): string | undefined {
  if (!isEnvironmentName(name))
    return 'A name of an environment variable has letters, digits and "_", and no digit first.';
  const own = ownVariable(name);
  return own === undefined ? undefined : `Sluice gives this one to every service, and ${own}: leave it out.`;
}

/** What a tier says goes before what `all` says, text before text and Secret before Secret; a value that is both is neither. */
function isTwice(variable: Given, given: readonly Given[]): boolean {
  const earlier = given.slice(
    0,
    given.findIndex(({ field }) => field === variable.field),
  );
  return earlier.some(
    (other) =>
      other.name === variable.name &&
      overlap(other.scope, variable.scope) &&
      (other.scope === variable.scope || (other.value === undefined) !== (variable.value === undefined)),
  );
}

function valueTrouble(service: string, scope: string, name: string, value: string): string | undefined {
  if (value.includes('\u0000') || hasHalfCharacter(value))
    return 'No process takes such a text: it holds a NUL, or half of a character.';
  if (!isHardCodedSecret(name, value)) return undefined;
  const where = scope === ALL ? 'every tier' : `tier "${scope}"`;
  return `Service "${service}" would tell ${where} the secret ${name} in plain text, to everybody who reads the repository or the cluster: keep it in a Secret, name that in \`secrets\`, and renew what was written down.`;
}
