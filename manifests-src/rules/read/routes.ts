import { type Manifest, ofKind, type Tree } from '../tree.ts';
import { type Fields, fieldsOf, placesAt, textOf, valueAt } from './fields.ts';

export const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];

/** The Services that Google's load balancers lead to, by a Gateway or by an Ingress of theirs. */
export const exposedByGoogle = (tree: Tree): readonly Manifest[] =>
  servicesAmong(tree, [
    ...ofKind(tree, ...ROUTES)
      .filter((route) => isOfGoogle(route, tree))
      .flatMap(backendsOf),
    ...ofKind(tree, 'Ingress')
      .filter((ingress) => classOf(ingress)?.startsWith('gce') ?? true)
      .flatMap(ingressBackends),
  ]);

/** The Services that a Gateway of Google leads to. */
export const routedByGoogle = (tree: Tree): readonly Manifest[] =>
  servicesAmong(
    tree,
    ofKind(tree, 'HTTPRoute')
      .filter((route) => isOfGoogle(route, tree))
      .flatMap(backendsOf),
  );

export const classOf = (ingress: Manifest): string | undefined =>
  textOf(valueAt(ingress, 'spec', 'ingressClassName')) ??
  textOf(ingress.metadata.annotations?.['kubernetes.io/ingress.class']);

export const isNginx = (ingress: Manifest): boolean => classOf(ingress)?.includes('nginx') === true;

/** The policies of a kind that a Service is the target of. */
export const policiesFor = (service: Manifest, kind: string, tree: Tree): readonly Manifest[] =>
  ofKind(tree, kind).filter(
    (policy) =>
      valueAt(policy, 'spec', 'targetRef', 'name') === service.metadata.name &&
      policy.metadata.namespace === service.metadata.namespace,
  );

/** What GCPBackendPolicies say of a Service: their `spec.default`. */
export const backendSettings = (service: Manifest, tree: Tree): readonly Fields[] =>
  policiesFor(service, 'GCPBackendPolicy', tree).map((policy) => fieldsOf(valueAt(policy, 'spec', 'default')));

interface Backend {
  readonly name: unknown;
  readonly namespace: string | undefined;
}

const servicesAmong = (tree: Tree, backends: readonly Backend[]): readonly Manifest[] =>
  ofKind(tree, 'Service').filter(({ metadata }) =>
    backends.some(({ name, namespace }) => name === metadata.name && namespace === metadata.namespace),
  );

/** A Gateway that the tree does not have may be anybody's: on GKE it is Google's, unless the tree says otherwise. */
const isOfGoogle = (route: Manifest, tree: Tree): boolean => {
  const parents = placesAt(route, 'spec.parentRefs.*').map(({ value }) => valueAt(value, 'name'));
  const gateways = ofKind(tree, 'Gateway').filter(({ metadata }) => parents.includes(metadata.name));
  return gateways.every((gateway) => textOf(valueAt(gateway, 'spec', 'gatewayClassName'))?.startsWith('gke-') === true);
};

const backendsOf = (route: Manifest): readonly Backend[] =>
  placesAt(route, 'spec.rules.*.backendRefs.*').map(({ value }) => {
    const { name, namespace } = fieldsOf(value);
    return { name, namespace: textOf(namespace) ?? route.metadata.namespace };
  });

const ingressBackends = (ingress: Manifest): readonly Backend[] =>
  ['spec.rules.*.http.paths.*.backend.service.name', 'spec.defaultBackend.service.name'].flatMap((at) =>
    placesAt(ingress, at).map(({ value }) => ({ name: value, namespace: ingress.metadata.namespace })),
  );
