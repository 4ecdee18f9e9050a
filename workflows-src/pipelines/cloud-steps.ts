import type { Delivery } from '../../domain/delivery.ts';
import { identityName, serviceAccountOf } from '../../domain/identity.ts';
import { registryHost } from '../../domain/registry.ts';
import type { Tier } from '../../domain/tier.ts';
import { action } from '../language/action-step.ts';
import { variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { format } from '../language/operator.ts';
import type { Step, UsesStep } from '../language/step.ts';
import type { ClusterPlace } from './cluster-place.ts';

/** Checks out the commit and leaves no token behind in the working copy. */
export const checkout = (): UsesStep =>
  action('actions/checkout', {
    name: 'Check out the commit',
    with: { 'persist-credentials': false, 'fetch-depth': 1 },
  });

/** Logs in to Google Cloud without a key, and to the registry with the token this gives. `file` writes credentials into the
 *  workspace, as `get-gke-credentials` needs them; a build must not have them lying in its context.
 *  @see https://github.com/google-github-actions/auth#preferred-direct-workload-identity-federation */
export const cloudLogin = (
  delivery: Delivery,
  identity: Expression<string, 'inputs'> | string,
  file: boolean,
): readonly Step[] => cloudIdentity(delivery, identity, file).steps;

/** One provider for each identity: whose token it takes is decided by the cloud, never by who asks. */
const providerOf = (
  { cluster }: Delivery,
  identity: Expression<string, 'inputs'> | string,
): Expression<string, 'vars' | 'inputs'> => {
  const pool = variableValue(cluster.identity.variable);
  return typeof identity === 'string'
    ? format(`{0}/providers/${identity}`, pool)
    : format<'vars' | 'inputs'>('{0}/providers/{1}', pool, identity);
};

/** The service account that an identity acts as, where the delivery wants one. */
function accountOf(
  { cluster }: Delivery,
  identity: Expression<string, 'inputs'> | string,
): Expression<string, 'inputs'> | string | undefined {
  const { pool } = cluster.identity;
  if (pool === undefined) return undefined;
  if (typeof identity === 'string') return serviceAccountOf(pool, identity);
  const form = serviceAccountOf(pool, '{0}');
  return form === undefined ? undefined : format(form, identity);
}

/** The same, with the token that it gives. */
export function cloudIdentity(delivery: Delivery, identity: Expression<string, 'inputs'> | string, file: boolean) {
  const { registry } = delivery;
  const account = accountOf(delivery, identity);
  const auth = action('google-github-actions/auth', {
    name: 'Log in to Google Cloud',
    with: {
      project_id: variableValue(registry.project),
      workload_identity_provider: providerOf(delivery, identity),
      ...(account === undefined ? {} : { service_account: account, token_format: 'access_token' }),
      ...(file ? {} : { create_credentials_file: false, export_environment_variables: false }),
    },
  });
  // `auth_token` is always the principal's own, which has no rights where an account holds them.
  const token = account === undefined ? auth.outputs.auth_token : auth.outputs.access_token;
  const login = action('docker/login-action', {
    name: 'Log in to the registry',
    with: { registry: registryHost(registry), username: 'oauth2accesstoken', password: token },
  });
  return { steps: [auth, login] satisfies Step[], token };
}

/** Everything a job needs before it can write to the cluster, and the token of its login, which other services of the cloud take, too. */
export function cloudAccess(delivery: Delivery, tier: Tier, place: ClusterPlace) {
  const { steps, token } = cloudIdentity(delivery, identityName({ kind: 'tier', tier }), true);
  return { steps: [...steps, clusterCredentials(delivery, place)] satisfies Step[], token };
}

/** The same where nobody needs the token. */
export const clusterAccess = (delivery: Delivery, tier: Tier, place: ClusterPlace): readonly Step[] =>
  cloudAccess(delivery, tier, place).steps;

const clusterCredentials = (delivery: Delivery, { name, location }: ClusterPlace) =>
  action('google-github-actions/get-gke-credentials', {
    name: 'Get access to the cluster',
    with: {
      cluster_name: name,
      location,
      project_id: variableValue(delivery.registry.project),
    },
  });
