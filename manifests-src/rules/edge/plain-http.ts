import { fieldsOf, listOf, placesAt, valueAt } from '../read/fields.ts';
import { isNginx } from '../read/routes.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const plainHttp: ManifestRule = {
  id: 'plain-http',
  why: 'A route that names no listener is served by all of its Gateway, the one of plain HTTP among them, and an Ingress without a certificate by it alone: keys and cookies of whoever types the host without https are read on the way.',
  example: 'HTTPRoute with parentRefs: [{name: gw}], where the Gateway listens by HTTP and by HTTPS',
  fix: 'Name the listener by sectionName, and give the one of HTTP a route that only redirects: RequestRedirect with scheme: https. Give an Ingress its tls.',
  source: 'https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/#http-to-https-redirects',
  judge: (tree) => [
    ...ofKind(tree, 'HTTPRoute')
      .filter((route) => !onlyRedirects(route))
      .flatMap((route) => placesAt(route, 'spec.parentRefs.*').flatMap((parent) => judge(route, parent, tree))),
    ...(tree.isProduction ? ofKind(tree, 'Ingress').filter(isNginx).flatMap(unredirected) : []),
  ],
};

const REDIRECTS = ['ssl-redirect', 'force-ssl-redirect'].map((name) => `nginx.ingress.kubernetes.io/${name}`);

/** nginx redirects what it has a certificate for, unless it is told not to. */
const unredirected = (ingress: Manifest): readonly Finding[] => [
  ...(listOf(valueAt(ingress, 'spec', 'tls')).length > 0
    ? []
    : [found(ingress, 'spec.tls', 'names no certificate, so nginx serves it by plain HTTP')]),
  ...REDIRECTS.filter((name) => ingress.metadata.annotations?.[name] === 'false').map((name) =>
    found(ingress, `metadata.annotations["${name}"]`, 'is "false", so nginx serves it by plain HTTP, too'),
  ),
];

const onlyRedirects = (route: Manifest): boolean =>
  listOf(valueAt(route, 'spec', 'rules')).every((rule) =>
    listOf(fieldsOf(rule)['filters']).some((filter) => fieldsOf(filter)['type'] === 'RequestRedirect'),
  );

function judge(
  route: Manifest,
  { path, value }: { readonly path: string; readonly value: unknown },
  tree: Tree,
): readonly Finding[] {
  const { name, sectionName } = fieldsOf(value);
  const listeners = ofKind(tree, 'Gateway')
    .filter(({ metadata }) => metadata.name === name && metadata.namespace === route.metadata.namespace)
    .flatMap((gateway) => listOf(valueAt(gateway, 'spec', 'listeners')).map(fieldsOf));
  const plain = listeners.find(
    (each) => each['protocol'] === 'HTTP' && (sectionName === undefined || each['name'] === sectionName),
  );
  // Where nothing listens by HTTPS, somebody else may end it before.
  if (plain === undefined || !listeners.some((each) => each['protocol'] === 'HTTPS')) return [];
  return [
    found(
      route,
      path,
      `is served by the listener "${String(plain['name'])}" of Gateway "${String(name)}", by plain HTTP`,
    ),
  ];
}
