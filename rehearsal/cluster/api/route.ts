import { resourceType } from '../storage/resource-table.ts';
import type { ApiRequest } from './api-request.ts';

export type Route = Pick<ApiRequest, 'type' | 'namespace' | 'name' | 'subresource'>;

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…`. `undefined` for a path that names no collection served here.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris */
export const routeOf = (pathname: string): Route | undefined => {
  const [root, ...parts] = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const group = root === 'apis' ? parts.shift() : '';
  const version = parts.shift();
  if ((root !== 'api' && root !== 'apis') || group === undefined || version === undefined) return undefined;
  // `/namespaces/<ns>/<resource>` names a collection inside; `/namespaces/<ns>` and its own subresources the namespace.
  const inside = parts[0] === 'namespaces' && parts.length >= 3 && resourceType({ group, resource: parts[2] ?? '' });
  const namespace = inside === undefined || inside === false ? undefined : parts[1];
  const [resource = '', name, subresource, ...more] = namespace === undefined ? parts : parts.slice(2);
  const type = resourceType({ group, resource });
  if (type === undefined || type.version !== version || more.length > 0) return undefined;
  if (namespace !== undefined && !type.namespaced) return undefined;
  if (namespace === undefined && type.namespaced && name !== undefined) return undefined;
  return { type, namespace, name, subresource };
};
