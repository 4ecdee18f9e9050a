import { isRecord } from '../../../domain/shape/shape.ts';
import { isKeptBySluice } from '../../kept-objects.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import { type Adapted, kept, leftOut } from './adapted.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What only a server writes into metadata.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const METADATA = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];
/** What clients and controllers keep for themselves in annotations and labels. */
const BOOKKEEPING =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/.+|deprecated\.daemonset\.template\.generation|pv\.kubernetes\.io\/.+|volume\.(beta\.)?kubernetes\.io\/(storage-provisioner|selected-node)|batch\.kubernetes\.io\/job-tracking|(batch\.kubernetes\.io\/)?(controller-uid|job-name)|sluice\.dev\/(commit|operation|release|run|state))$/;
/** What the cluster itself puts into each namespace, as `Kind/name`. */
const OF_THE_CLUSTER = ['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default', 'Service/kubernetes'];
const MADE_BY_CONTROLLERS = ['v1/Endpoints', 'v1/Event', 'discovery.k8s.io/v1/EndpointSlice', 'events.k8s.io/v1/Event'];

/** What was read from a cluster (`kubectl get -o yaml`) as somebody would have written it. What a controller has made is left out: it
 *  is made again. A timestamp of nothing, which generators write, goes without a word. */
export function withoutExportedFields(object: KubernetesObject): Adapted {
  const owner = ownerOf(object);
  if (owner !== undefined) return leftOut(`${nameOf(object)} is left out: ${owner} makes it.`);
  const isExported = object.metadata.uid !== undefined || object.metadata.resourceVersion !== undefined;
  if (isExported && OF_THE_CLUSTER.includes(`${object.kind}/${object.metadata.name}`))
    return leftOut(`${nameOf(object)} is left out: every namespace has it from the cluster.`);
  if (isExported && MADE_BY_CONTROLLERS.includes(`${object.apiVersion}/${object.kind}`))
    return leftOut(`${nameOf(object)} is left out: it is made by the cluster.`);
  if (isExported && isKeptBySluice(object.kind, object.metadata.name))
    return leftOut(`${nameOf(object)} is left out: Sluice keeps it itself.`);
  const found = new Set<string>();
  const clean = cleaned(object, found);
  const whole = isExported ? asBefore(clean, found) : clean;
  if (found.size === 0) return kept(whole);
  return kept(whole, `${nameOf(object)}: ${[...found].join(', ')} left out; only a server fills that.`);
}

function ownerOf({ metadata }: KubernetesObject): string | undefined {
  const owners = metadata['ownerReferences'];
  if (!Array.isArray(owners)) return undefined;
  const owner: unknown = owners.find((each: unknown) => isRecord(each) && each['controller'] === true);
  return isRecord(owner) ? `${String(owner['kind'])} "${String(owner['name'])}"` : undefined;
}

function cleaned({ status, ...object }: KubernetesObject & { readonly status?: unknown }, found: Set<string>) {
  if (hasContent(status)) found.add('status');
  const { name, ...metadata } = withoutServerFields(object.metadata, 'metadata.', found);
  return templatesCleaned({ ...object, metadata: { ...metadata, name: String(name) } }, found);
}

/** Templates of pods, Jobs and claims carry metadata of their own; kubebuilder and kustomize write empty timestamps there. */
function templatesCleaned(object: KubernetesObject, found: Set<string>): KubernetesObject {
  const spec = object['spec'];
  if (!isRecord(spec)) return object;
  return { ...object, spec: inside(spec, 3) };

  function inside(fields: Fields, depth: number): Fields {
    return Object.fromEntries(
      Object.entries(fields).map(([key, value]) => {
        if ((key === 'template' || key === 'jobTemplate') && isRecord(value) && depth > 0)
          return [key, template(value, depth)];
        if (key === 'volumeClaimTemplates' && Array.isArray(value))
          return [key, value.map((each: unknown) => (isRecord(each) ? claim(each) : each))];
        return [key, value];
      }),
    );
  }
  function template({ metadata, spec: inner, ...rest }: Fields, depth: number): Fields {
    return {
      ...rest,
      ...(isRecord(metadata) ? { metadata: withoutServerFields(metadata, 'template.metadata.', found) } : {}),
      ...(isRecord(inner) ? { spec: inside(inner, depth - 1) } : {}),
    };
  }
  function claim({ status, ...rest }: Fields): Fields {
    const { metadata } = rest;
    return { ...rest, ...(isRecord(metadata) ? { metadata: withoutServerFields(metadata, '', found) } : {}) };
  }
}

function withoutServerFields(metadata: Fields, prefix: string, found: Set<string>): Fields {
  const rest = Object.entries(metadata).flatMap(([key, value]): [string, unknown][] => {
    if (METADATA.includes(key)) {
      if (hasContent(value)) found.add(`${prefix}${key}`);
      return [];
    }
    if ((key !== 'annotations' && key !== 'labels') || !isRecord(value)) return [[key, value]];
    const own = Object.entries(value).filter(([name]) => !BOOKKEEPING.test(name));
    for (const name of Object.keys(value)) if (BOOKKEEPING.test(name)) found.add(`${key.slice(0, -1)} ${name}`);
    return own.length === 0 ? [] : [[key, Object.fromEntries(own)]];
  });
  return Object.fromEntries(rest);
}

/** A generator's empty status, null or nothing says nothing. */
const hasContent = (value: unknown): boolean =>
  Array.isArray(value) || isRecord(value)
    ? Object.values(value).some(hasContent)
    : value !== undefined && value !== null && value !== '';

/** What the server chose for the object that was exported: another cluster, or the next one, chooses again. */
function asBefore(object: KubernetesObject, found: Set<string>): KubernetesObject {
  const spec = object['spec'];
  if (!isRecord(spec)) return object;
  const without = (...names: readonly string[]): KubernetesObject => {
    const rest = Object.entries(spec).filter(([key]) => {
      if (!names.includes(key)) return true;
      found.add(`spec.${key}`);
      return false;
    });
    return { ...object, spec: Object.fromEntries(rest) };
  };
  switch (`${object.apiVersion}/${object.kind}`) {
    case 'v1/Service':
      return spec['clusterIP'] === 'None' ? object : without('clusterIP', 'clusterIPs', 'healthCheckNodePort');
    case 'v1/PersistentVolumeClaim':
      return without('volumeName');
    case 'batch/v1/Job':
      return spec['manualSelector'] === true ? object : without('selector');
    default:
      return object;
  }
}
