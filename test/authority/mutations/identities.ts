import type { FileMutation } from '../../drill/mutations/mutation.ts';
import { bentConditions } from './condition-parts.ts';

export const IDENTITIES = 'setup/gcp/identities.json';

interface Identity {
  readonly name: string;
  readonly condition: string;
  readonly rights: readonly Right[];
}

interface Right {
  readonly kind: string;
  readonly role?: string;
  readonly repository?: string;
  readonly namespace?: string;
}

/** Each thing that a condition asks, left out. */
export const conditionMutations = (text: string): readonly FileMutation[] =>
  identitiesOf(text).flatMap((identity, place) =>
    bentConditions(identity.condition).map(({ how, what, condition }) => ({
      id: `identities/${identity.name}/${how}`,
      file: IDENTITIES,
      line: lineOf(text, `"name": "${identity.name}"`),
      what: `${identity.name}: ${what}`,
      text: withIdentity(text, place, { ...identity, condition }),
    })),
  );

/** Each right that an identity has, taken away. Namespaces are given by the Roles of the bootstrap. */
export const rightMutations = (text: string): readonly FileMutation[] =>
  identitiesOf(text).flatMap((identity, place) =>
    identity.rights.flatMap((right, index) =>
      right.kind === 'namespace'
        ? []
        : [
            {
              id: `identities/${identity.name}/rights/${right.repository ?? right.kind}-${right.role?.split('.').at(-1)}`,
              file: IDENTITIES,
              line: lineOf(text, `"name": "${identity.name}"`),
              what: `${identity.name} has no ${right.role} of ${right.repository ?? 'the project'}`,
              text: withIdentity(text, place, { ...identity, rights: identity.rights.toSpliced(index, 1) }),
            },
          ],
    ),
  );

const identitiesOf = (text: string): readonly Identity[] => JSON.parse(text).identities;

function withIdentity(text: string, place: number, identity: Identity): string {
  const file = JSON.parse(text);
  return `${JSON.stringify({ ...file, identities: file.identities.with(place, identity) }, null, 2)}\n`;
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
