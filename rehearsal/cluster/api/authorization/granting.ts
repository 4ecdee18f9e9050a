import { notSimulated } from '../../storage/status-errors.ts';
import type { ApiRequest } from '../api-request.ts';
import { ADMINISTRATORS } from '../user.ts';

/** A real server lets people give away only what they have themselves. Nobody here compares that, so nobody gives anything away but
 *  administrators.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 *  @throws {StatusError} 501 */
export function assertMayGrant({ method, type, user }: ApiRequest): void {
  const gives = type.group === 'rbac.authorization.k8s.io' && method !== 'GET' && method !== 'DELETE';
  if (gives && !user.groups.includes(ADMINISTRATORS))
    throw notSimulated(
      `${type.resource} that are written by anybody but an administrator`,
      'Let an administrator apply them (k8s/bootstrap), or use a real cluster (npm run cluster).',
    );
}
