import { list, record } from '../cluster/storage/frozen.ts';
import { type EdgeObjects, specOf } from './edge-objects.ts';
import { type Asked, begins, longest, pathnameOf, type Way } from './way.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';
/** What its controller sends where nobody has told it otherwise.
 *  @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#hsts */
const STRICT_TRANSPORT = 'max-age=31536000; includeSubDomains';

/** Pure. Where ingress-nginx leads a request, by the Ingresses of a namespace and what their annotations say.
 *  @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export function ingressWay({ ingresses }: Pick<EdgeObjects, 'ingresses'>, asked: Asked): Way {
  const best = longest(
    ingresses.flatMap((ingress) =>
      list(specOf(ingress)['rules'])
        .map(record)
        .filter(({ host }) => host === asked.host)
        .flatMap((rule) => list(record(rule['http'])['paths']).map(record))
        .map((path) => ({ ingress, path, prefix: String(path['path']) }))
        .filter(({ prefix }) => begins(prefix, pathnameOf(asked))),
    ),
  );
  if (best === undefined) return { kind: 'nowhere' };
  const settings = best.ingress.metadata.annotations ?? {};
  if (!asked.secure && settings[`${PREFIX}force-ssl-redirect`] === 'true')
    return { kind: 'redirect', status: 308, location: `https://${asked.host}${asked.path}` };
  return {
    kind: 'service',
    service: String(record(record(best.path['backend'])['service'])['name']),
    allowed: settings[`${PREFIX}whitelist-source-range`]?.split(',') ?? ['*'],
    headers: asked.secure ? { 'strict-transport-security': STRICT_TRANSPORT } : {},
  };
}
