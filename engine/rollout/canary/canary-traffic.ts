import { InvalidInput, type Problem } from '../../../domain/problem.ts';
import type { CanaryStrategy } from '../../../domain/strategy.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import { TRACK } from '../copy-labels.ts';
import type { Exposed } from '../exposed-workload.ts';
import type { Manifests } from '../manifests.ts';
import { isShared, selects, serviceNames } from './canary-service.ts';
import { isRoute, leadsTo, rulesOf } from './route.ts';

/** How a canary gets its share: by its number of pods behind the one Service, or by the weights of a route. */
export type CanaryTraffic =
  | { readonly kind: 'replicas' }
  | { readonly kind: 'gateway' /** As the manifests have it. */; readonly route: KubernetesObject };

/** Where the traffic of these manifests can be divided as the strategy says.
 *  @param live the stable Deployment in the cluster; `undefined` before the first deploy.
 *  @throws {InvalidInput} with everything that stands against it. */
export function canaryTraffic(
  { traffic = 'replicas' }: CanaryStrategy,
  { objects }: Manifests,
  exposed: Exposed,
  live: KubernetesObject | undefined,
): CanaryTraffic {
  const routes = objects.filter((object) => isRoute(object) && leadsHere(object, exposed));
  const [route] = routes;
  const problems =
    traffic === 'replicas'
      ? sharedProblems(exposed)
      : [...apartProblems(exposed, live), ...routeProblems(objects, routes, exposed)];
  if (problems.length > 0) throw new InvalidInput('The manifests', problems);
  return traffic === 'replicas' || route === undefined ? { kind: 'replicas' } : { kind: 'gateway', route };
}

const leadsHere = (route: KubernetesObject, { service }: Exposed): boolean =>
  rulesOf(route).some((rule) => leadsTo(rule, service.metadata.name, route.metadata.namespace));

function sharedProblems(exposed: Exposed): Problem[] {
  if (isShared(exposed)) return [];
  return [
    {
      field: `${fieldOf(exposed.service)}.spec.selector`,
      value: exposed.selector,
      message: `It does not select the pods of a canary, which have ${TRACK}: canary, so they would get no share by their number. Take ${TRACK} out of it, or say traffic: gateway.`,
    },
  ];
}

/** Weights are exact only where the Service leads to the stable pods alone. */
function apartProblems(exposed: Exposed, live: KubernetesObject | undefined): Problem[] {
  const { service, selector } = exposed;
  const field = `${fieldOf(service)}.spec.selector`;
  const label = `${TRACK}: stable`;
  if (isShared(exposed))
    return [
      {
        field,
        value: selector,
        message: `It selects the pods of a canary as well, so weights would not be what they say. Give the pod template the label ${label}, roll that out once by rolling, then add the label to this selector.`,
      },
    ];
  return live === undefined || selects(selector, live)
    ? []
    : [
        {
          field,
          value: selector,
          message: `The pods of ${nameOf(live)} that run now do not have these labels, so the Service would lead nowhere. Roll the pod template with the label out first, with the selector as it was.`,
        },
      ];
}

function routeProblems(
  objects: readonly KubernetesObject[],
  routes: readonly KubernetesObject[],
  { service }: Exposed,
): Problem[] {
  const { stable, canary } = serviceNames({ service });
  const taken = objects.filter(({ kind, metadata }) => kind === 'Service' && metadata.name === canary);
  const [route, ...others] = routes;
  const problems = taken.map((object) => ({
    field: fieldOf(object),
    value: canary,
    message: 'The Service of the canary has this name and is made from the other one. Take it out.',
  }));
  if (route === undefined || others.length > 0) {
    const message =
      route === undefined
        ? `Wanted an HTTPRoute with a backendRef to Service "${stable}" in the release: its weights are what is moved. Add it, or say traffic: replicas.`
        : `Several HTTPRoutes lead to Service "${stable}", and weights are moved in one write. Make one of them, or say traffic: replicas.`;
    const value = (route === undefined ? objects.filter(isRoute) : routes).map(nameOf);
    return [...problems, { field: 'manifests', value, message }];
  }
  const { namespace } = route.metadata;
  return [
    ...problems,
    ...rulesOf(route).flatMap((rule, index): Problem[] => {
      const { backendRefs = [] } = rule;
      const field = `${fieldOf(route)}.spec.rules[${index}].backendRefs`;
      const value = backendRefs.map(({ name }) => name);
      if (leadsTo(rule, canary, namespace))
        return [
          { field, value, message: `The backendRef to "${canary}" comes and goes with the canary. Take it out.` },
        ];
      return leadsTo(rule, stable, namespace) && backendRefs.length > 1
        ? [
            {
              field,
              value,
              message: `A rule that divides its traffic already cannot give exact shares of it. Lead it to "${stable}" alone, or say traffic: replicas.`,
            },
          ]
        : [];
    }),
  ];
}

const fieldOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name}`;
