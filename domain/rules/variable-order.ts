import { environmentIn, environmentParts, secretParts, secretsIn } from '../environment.ts';
import { ALL } from '../per-tier.ts';
import type { Service } from '../service.ts';
import type { Claim } from './claim.ts';

/** What Sluice sets for every tier, and stands behind what a tier says; what it sets by tier stands before everything. */
const OF_BASE = ['PORT', 'METRICS_PORT', 'DRAIN_SECONDS', 'IMAGE_DIGEST'];
const REFERENCE = /\$\$|\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/** A text names other variables, `$(NAME)`, and Kubernetes puts in those that stand before it; of others the process would get the name. Those of a
 *  tier stand before those of all, since a patch puts in front what is new.
 *  @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
export function orderClaims(service: Service): readonly Claim[] {
  const scopes = [...environmentParts(service.environment), ...secretParts(service.secrets)].map(({ scope }) => scope);
  const seen = new Set<string>();
  return [ALL, ...scopes].flatMap((scope) =>
    lateReferences(service, scope).flatMap(({ name, late }): Claim[] => {
      const field = fieldOf(service, scope, name);
      if (seen.has(field)) return [];
      seen.add(field);
      return [
        {
          field,
          value: name,
          holds: false,
          message: `It names $(${late}), which stands behind it, so the process would get the name and not the value: secrets stand before texts, what a tier says before what \`all\` says, and the rest in your order.`,
        },
      ];
    }),
  );
}

interface Late {
  readonly name: string;
  readonly late: string;
}

function lateReferences({ environment, secrets }: Service, scope: string): readonly Late[] {
  const values = { ...environmentIn(environment, ALL), ...environmentIn(environment, scope) };
  const names = (of: string): readonly string[] => [
    ...secretsIn(secrets, of).map(({ variable }) => variable),
    ...Object.keys(environmentIn(environment, of)),
  ];
  const base = [...OF_BASE, ...names(ALL)];
  const order = [...(scope === ALL ? [] : names(scope).filter((name) => !base.includes(name))), ...base];
  return order.flatMap((name, place) =>
    references(values[name] ?? '')
      .filter((other) => order.indexOf(other) >= place)
      .map((late) => ({ name, late })),
  );
}

/** `$$(NAME)` is a text. */
const references = (value: string): readonly string[] =>
  [...value.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]));

/** Where the text of a variable stands that a scope has. */
function fieldOf({ environment }: Service, scope: string, name: string): string {
  const parts = environmentParts(environment);
  const says = (of: string) => parts.find((part) => part.scope === of && Object.hasOwn(part.value, name));
  const { below } = says(scope) ?? says(ALL) ?? { below: '' };
  return `environment${below}.${name}`;
}
