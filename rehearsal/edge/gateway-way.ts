import type { ToldEdge } from '../cloud/told-edges.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { list, record } from '../cluster/storage/frozen.ts';
import { type EdgeObjects, gatewayOf, specOf } from './edge-objects.ts';
import { type Asked, begins, longest, pathnameOf, type Way } from './way.ts';

type Table = Readonly<Record<string, unknown>>;

/** Pure. Where the Gateway of a namespace leads a request, by the routes that are for it and the policies that are attached to their Services.
 *  A Service that no policy is attached to is open to everybody, as it is at Google.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 *  @param told lists of addresses, which policies name */
export function gatewayWay(objects: EdgeObjects, asked: Asked, told: readonly ToldEdge[]): Way {
  const gateway = gatewayOf(objects);
  const listener = gateway === undefined ? undefined : listenerOf(gateway, asked);
  if (gateway === undefined || listener === undefined) return { kind: 'nowhere' };
  const matches = objects.routes
    .filter((route) => isFor(route, gateway, listener) && hasHost(route, asked.host))
    .flatMap((route) => list(specOf(route)['rules']).map(record))
    .flatMap((rule) => prefixesOf(rule).map((prefix) => ({ rule, prefix })));
  const odd = matches.find(({ prefix }) => prefix === undefined);
  if (odd !== undefined) return { kind: 'not-rehearsed', what: 'a match of an HTTPRoute that is no PathPrefix' };
  const best = longest(
    matches.flatMap(({ rule, prefix = '' }) => (begins(prefix, pathnameOf(asked)) ? [{ rule, prefix }] : [])),
  );
  return best === undefined ? { kind: 'nowhere' } : wayOf(best.rule, asked, objects, told);
}

const listenerOf = (gateway: KubernetesObject, { secure }: Asked): string | undefined => {
  const found = list(specOf(gateway)['listeners'])
    .map(record)
    .find(({ protocol }) => protocol === (secure ? 'HTTPS' : 'HTTP'));
  return found === undefined ? undefined : String(found['name']);
};

/** A route without a section is for each listener. */
const isFor = (route: KubernetesObject, gateway: KubernetesObject, listener: string): boolean =>
  list(specOf(route)['parentRefs'])
    .map(record)
    .some(
      ({ name, sectionName }) =>
        name === gateway.metadata.name && (sectionName === undefined || sectionName === listener),
    );

const hasHost = (route: KubernetesObject, host: string): boolean => {
  const hosts = list(specOf(route)['hostnames']);
  return hosts.length === 0 || hosts.includes(host);
};

/** Beginnings of paths that a rule is for; `undefined` for a match that looks at something else. */
const prefixesOf = (rule: Table): readonly (string | undefined)[] => {
  const matches = list(rule['matches']).map(record);
  return matches.length === 0
    ? ['/']
    : matches.map((match) => {
        const path = record(match['path']);
        const isPrefix = Object.keys(match).join() === 'path' && (path['type'] ?? 'PathPrefix') === 'PathPrefix';
        return isPrefix ? String(path['value'] ?? '/') : undefined;
      });
};

function wayOf(rule: Table, asked: Asked, objects: EdgeObjects, told: readonly ToldEdge[]): Way {
  const filters = list(rule['filters']).map(record);
  const other = filters.find(({ type }) => type !== 'RequestRedirect' && type !== 'ResponseHeaderModifier');
  if (other !== undefined)
    return { kind: 'not-rehearsed', what: `the filter ${String(other['type'])} of an HTTPRoute` };
  const redirect = filters.find(({ type }) => type === 'RequestRedirect');
  if (redirect !== undefined) return redirectWay(record(redirect['requestRedirect']), asked);
  const backends = list(rule['backendRefs']).map(record);
  const [backend] = backends;
  if (backend === undefined || backends.length > 1)
    return { kind: 'not-rehearsed', what: `an HTTPRoute with ${backends.length} backends in a rule` };
  const service = String(backend['name']);
  const allowed = allowedOf(service, objects, told);
  if (allowed === undefined)
    return { kind: 'not-rehearsed', what: `a list of addresses for "${service}" that the setup does not make` };
  const set = filters.flatMap((filter) => list(record(filter['responseHeaderModifier'])['set']).map(record));
  const headers = Object.fromEntries(set.map(({ name, value }) => [String(name).toLowerCase(), String(value)]));
  return { kind: 'service', service, allowed, headers };
}

/** What it does not name stays as it was asked for.
 *  @see https://gateway-api.sigs.k8s.io/reference/spec/#httprequestredirectfilter */
function redirectWay({ scheme, statusCode = 302, ...more }: Table, { host, path, secure }: Asked): Way {
  const [other] = Object.keys(more);
  if (other !== undefined) return { kind: 'not-rehearsed', what: `${other} of a redirect` };
  const to = typeof scheme === 'string' ? scheme : secure ? 'https' : 'http';
  return { kind: 'redirect', status: Number(statusCode), location: `${to}://${host}${path}` };
}

/** `undefined` where a policy names a list that nobody has made. */
function allowedOf(
  service: string,
  { backendPolicies }: EdgeObjects,
  told: readonly ToldEdge[],
): readonly string[] | undefined {
  const names = backendPolicies
    .filter((policy) => {
      const { kind, name } = record(specOf(policy)['targetRef']);
      return kind === 'Service' && name === service;
    })
    .flatMap((policy) => record(specOf(policy)['default'])['securityPolicy'] ?? []);
  return names.length === 0 ? ['*'] : told.find(({ name }) => name === names[0])?.allowed;
}
