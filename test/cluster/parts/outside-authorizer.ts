import { join } from 'node:path';
import { type Layout, paths } from '../bring-up/layout.ts';
import { OUTSIDER } from './accounts.ts';
import { yaml } from './part.ts';

const files = (layout: Layout) => ({
  authorization: join(paths(layout).config, 'authorization.yaml'),
  webhook: join(paths(layout).config, 'outside-authorizer.kubeconfig'),
});

/** Whom the API server asks what somebody may do: RBAC for everybody and, for one user alone, somebody outside of the cluster, as GKE
 *  does with IAM. A webhook answers questions and lists nothing, so this user's rules review is incomplete. Nobody listens at its port
 *  unless a check does, and nobody is not asked: it has no opinion then.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization */
export function authorization(layout: Layout): {
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
} {
  const { authorization, webhook } = files(layout);
  return {
    path: authorization,
    files: {
      [authorization]: yaml({
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'AuthorizationConfiguration',
        authorizers: [
          { type: 'Node', name: 'node' },
          { type: 'RBAC', name: 'rbac' },
          {
            type: 'Webhook',
            name: 'outside',
            webhook: {
              // As short as can be: the answers of one check are not those of the next.
              authorizedTTL: '1s',
              unauthorizedTTL: '1s',
              timeout: '3s',
              subjectAccessReviewVersion: 'v1',
              matchConditionSubjectAccessReviewVersion: 'v1',
              failurePolicy: 'NoOpinion',
              connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: webhook },
              matchConditions: [{ expression: `request.user == "${OUTSIDER}"` }],
            },
          },
        ],
      }),
      [webhook]: yaml({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'outside',
        clusters: [{ name: 'outside', cluster: { server: `http://127.0.0.1:${layout.ports.authorizer}` } }],
        users: [{ name: 'outside', user: {} }],
        contexts: [{ name: 'outside', context: { cluster: 'outside', user: 'outside' } }],
      }),
    },
  };
}
