import type { PolicyRule } from '../../../../engine/rollout/preflight/rights.ts';
import { type Fault, type Seen, statusAnswer } from './fault-proxy.ts';

export interface Gate {
  readonly rules: readonly PolicyRule[];
  /** What the rules review lists, and whether it says that there is more. Default: all, complete. */
  readonly listed?: readonly PolicyRule[];
  readonly incomplete?: boolean;
}

/** Says no as RBAC does, for requests in front of an API server that allows everything. Creating by apply needs both verbs.
 *  @param exists whether the object of a path is there. */
export const rbacGate =
  ({ rules, listed = rules, incomplete = false }: Gate, exists: (path: string) => boolean) =>
  ({ method, url, body, isWatch }: Seen): Fault | undefined => {
    const path = url.split('?')[0] ?? '';
    if (path.endsWith('/selfsubjectrulesreviews'))
      return ok({ status: { resourceRules: listed, incomplete, nonResourceRules: [] } });
    if (path.endsWith('/selfsubjectaccessreviews')) {
      const { verb, group, resource, subresource, name } = JSON.parse(body).spec.resourceAttributes;
      return ok({
        status: { allowed: allows(rules, verb, group, subresource ? `${resource}/${subresource}` : resource, name) },
      });
    }
    // What the versions of an API are may be asked by everybody who is known.
    if (path === '/api') return undefined;
    const [, group = '', , resource = '', name, sub] =
      /^\/(?:api|apis\/([^/]+))\/[^/]+\/(namespaces\/[^/]+\/)?([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
    const verb = method === 'GET' ? (isWatch ? 'watch' : name === undefined ? 'list' : 'get') : method.toLowerCase();
    const verbs = verb === 'patch' && !exists(path) ? ['patch', 'create'] : [verb];
    const what = sub === undefined ? resource : `${resource}/${sub}`;
    const refused = verbs.find((each) => !allows(rules, each, group, what, name));
    if (refused === undefined) return undefined;
    const message = `${resource} "${name ?? ''}" is forbidden: User "deployer" cannot ${refused} resource "${what}" in API group "${group}" in the namespace "shop"`;
    const answer = statusAnswer(403, 'Forbidden');
    return answer.kind === 'answer'
      ? {
          ...answer,
          body: (answer.body ?? '').replace('"message":"Forbidden"', () => `"message":${JSON.stringify(message)}`),
        }
      : answer;
  };

const allows = (
  rules: readonly PolicyRule[],
  verb: string,
  group: string,
  resource: string,
  name: string | undefined,
): boolean =>
  rules.some(
    ({ verbs, apiGroups, resources, resourceNames }) =>
      verbs.includes(verb) &&
      apiGroups.includes(group) &&
      resources.includes(resource) &&
      (resourceNames === undefined || (name !== undefined && resourceNames.includes(name))),
  );

const ok = (body: unknown): Fault => ({
  kind: 'answer',
  status: 201,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
