import { fieldsOf, listOf, placesAt, valueAt } from '../read/fields.ts';
import { containersOf } from '../read/pods.ts';
import { ROUTES } from '../read/routes.ts';
import { servedBy } from '../read/selectors.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

/** Ports are names and numbers that must fit from the route to the container. */
export const unknownPort: ManifestRule = {
  id: 'unknown-port',
  why: 'A Service that leads to a port by a name that no container has gets no endpoints for it; a route to a port that its Service does not have is not resolved.',
  example: 'Service with targetPort: web, where the container calls its port http',
  fix: 'Name the port of the container as the Service and its routes do.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  judge: (tree) => [...ofKind(tree, 'Service').flatMap((service) => targets(service, tree)), ...routes(tree)],
};

const targets = (service: Manifest, tree: Tree): readonly Finding[] => {
  const pods = servedBy(service, tree) ?? [];
  const names = new Set(
    pods
      .flatMap((each) => containersOf(each, ['containers', 'initContainers']))
      .flatMap(({ fields }) => listOf(fields['ports']).map((port) => fieldsOf(port)['name'])),
  );
  if (pods.length === 0) return [];
  return placesAt(service, 'spec.ports.*.targetPort').flatMap(({ path, value }) =>
    typeof value === 'string' && !/^\d+$/.test(value) && !names.has(value)
      ? [found(service, path, `is "${value}", and no container that it leads to has a port of that name`)]
      : [],
  );
};

const routes = (tree: Tree): readonly Finding[] => [
  ...ofKind(tree, ...ROUTES).flatMap((route) =>
    placesAt(route, 'spec.rules.*.backendRefs.*').flatMap(({ path, value }) => {
      const { name, port } = fieldsOf(value);
      return wrongPort(route, `${path}.port`, { name, port: { number: port } }, tree);
    }),
  ),
  ...ofKind(tree, 'Ingress').flatMap((ingress) =>
    ['spec.rules.*.http.paths.*.backend.service', 'spec.defaultBackend.service'].flatMap((at) =>
      placesAt(ingress, at).flatMap(({ path, value }) => {
        const { name, port } = fieldsOf(value);
        return wrongPort(ingress, `${path}.port`, { name, port: fieldsOf(port) }, tree);
      }),
    ),
  ),
];

interface Named {
  readonly name: unknown;
  readonly port: { readonly number?: unknown; readonly name?: unknown };
}

function wrongPort(object: Manifest, path: string, { name, port }: Named, tree: Tree): readonly Finding[] {
  const service = ofKind(tree, 'Service').find(
    ({ metadata }) => metadata.name === name && metadata.namespace === object.metadata.namespace,
  );
  const wanted = port.number ?? port.name;
  if (service === undefined || wanted === undefined) return [];
  const ports = listOf(valueAt(service, 'spec', 'ports')).map(fieldsOf);
  if (ports.some((each) => each['port'] === wanted || each['name'] === wanted)) return [];
  const there = ports.map((each) => String(each['port'])).join(', ');
  return [found(object, path, `is ${String(wanted)}, and Service "${String(name)}" has ${there || 'none'}`)];
}
