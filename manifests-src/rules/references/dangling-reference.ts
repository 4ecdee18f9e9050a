import { fieldsOf, listOf, placesAt, textOf, valueAt } from '../read/fields.ts';
import { podsIn } from '../read/pods.ts';
import { type Finding, found, type Manifest, type ManifestRule, type Tree } from '../tree.ts';
import { POD_REFERENCES, REFERENCES, type Reference } from './references.ts';

/** Names that kustomize does not know are not renamed with what they name. */
export const danglingReference: ManifestRule = {
  id: 'dangling-reference',
  why: 'A name that leads nowhere is accepted by the API server. A route answers 404 then, an access list is attached to nothing, a pod does not start. A namePrefix does that to every reference that kustomize does not know, those of Gateway API and of Rollouts among them.',
  example: 'HTTPRoute with backendRefs "api", where the Service is called "production-api"',
  fix: 'Tell kustomize by "configurations" with nameReference, or leave the namePrefix out: each tier has its namespace.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/',
  judge: (tree) =>
    tree.objects.flatMap((object) => [
      ...referencesOf(object).flatMap((each) => missing(each, object, tree)),
      ...missingListeners(object, tree),
    ]),
};

interface Named {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly reference: Reference;
}

const referencesOf = (object: Manifest): readonly Named[] => [
  ...REFERENCES.filter(({ from }) => from.includes(object.kind)).flatMap((reference) => named(object, reference, '')),
  ...podsIn(object).flatMap(({ path }) =>
    POD_REFERENCES.flatMap((reference) => named(object, reference, path === '' ? '' : `${path}.`)),
  ),
];

const named = (object: Manifest, reference: Reference, prefix: string): readonly Named[] =>
  placesAt(object, `${prefix}${reference.at}`).flatMap(({ path, value }) => {
    if (typeof value === 'string') return [{ path, kind: reference.to, name: value, reference }];
    const { name, kind = reference.to, namespace, optional } = fieldsOf(value);
    const elsewhere = namespace !== undefined && namespace !== object.metadata.namespace;
    if (typeof name !== 'string' || typeof kind !== 'string' || elsewhere || optional === true) return [];
    return [{ path: `${path}.name`, kind, name, reference }];
  });

/** Made by the cluster in every namespace. */
const OF_THE_CLUSTER: ReadonlySet<string> = new Set([
  'ConfigMap kube-root-ca.crt',
  'ConfigMap istio-ca-root-cert',
  'ServiceAccount default',
]);

function missing({ path, kind, name, reference }: Named, object: Manifest, tree: Tree): readonly Finding[] {
  if (reference.clusterScoped?.includes(kind) || OF_THE_CLUSTER.has(`${kind} ${name}`)) return [];
  const there = tree.objects.filter(
    (other) => makes(other, kind) && other.metadata.namespace === object.metadata.namespace,
  );
  if (there.some((other) => madeName(other) === name)) return [];
  const like = there.map(madeName).find((other) => isRenamed(name, other, object.metadata.name));
  if (like === undefined && reference.mayBeElsewhere === true) return [];
  const meant = like === undefined ? '' : `; there is "${like}"`;
  return [found(object, path, `names ${kind} "${name}", which the tree does not have${meant}`)];
}

/** A route may name one listener of its Gateway. */
const missingListeners = (object: Manifest, tree: Tree): readonly Finding[] =>
  placesAt(object, 'spec.parentRefs.*').flatMap(({ path, value }) => {
    const { name, sectionName, kind = 'Gateway' } = fieldsOf(value);
    const gateway = tree.objects.find(
      (other) =>
        other.kind === kind && other.metadata.name === name && other.metadata.namespace === object.metadata.namespace,
    );
    if (gateway === undefined || kind !== 'Gateway' || typeof sectionName !== 'string') return [];
    return listOf(valueAt(gateway, 'spec', 'listeners')).some((listener) => fieldsOf(listener)['name'] === sectionName)
      ? []
      : [
          found(
            object,
            `${path}.sectionName`,
            `names the listener "${sectionName}", which Gateway "${gateway.metadata.name}" does not have`,
          ),
        ];
  });

/** Kinds that make an object of another kind, and where they say its name. */
const MAKERS: Readonly<Record<string, { readonly kind: string; readonly at: readonly string[] }>> = {
  ExternalSecret: { kind: 'Secret', at: ['spec', 'target', 'name'] },
  SealedSecret: { kind: 'Secret', at: ['spec', 'template', 'metadata', 'name'] },
  Certificate: { kind: 'Secret', at: ['spec', 'secretName'] },
};

const makes = (object: Manifest, kind: string): boolean => object.kind === kind || MAKERS[object.kind]?.kind === kind;

const madeName = (object: Manifest): string => {
  const at = MAKERS[object.kind]?.at;
  return (at === undefined ? undefined : textOf(valueAt(object, ...at))) ?? object.metadata.name;
};

/** What kustomize adds to a name: what it added to that of the object as well, and the hash of what it generates. */
const isRenamed = (old: string, now: string, object: string): boolean => {
  const at = now.indexOf(old);
  const [prefix, rest] = [now.slice(0, at), now.slice(at + old.length)];
  const suffix = rest.replace(/-[a-z0-9]{10}$/, '');
  return at >= 0 && now !== old && object.startsWith(prefix) && (suffix === '' || object.endsWith(suffix));
};
