import type { Impersonated } from '../api.ts';
import { at, type Json, list } from '../json.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const NOBODY: Impersonated = { user: 'nobody' };

/** An administrator asks as somebody else: who that is then, and how those are refused to whom nobody has given anything. */
export const impersonation: TraceCase = {
  name: 'impersonation',
  async run({ api, namespace }) {
    const who = async (as: Impersonated): Promise<Json> =>
      outcome(
        await api.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
          as,
          body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} },
        }),
        (object) => at(object, 'status', 'userInfo'),
      );
    const asked = async (method: string, path: string, as = NOBODY): Promise<Json> =>
      outcome(await api.request(method, path, { as }));
    const listed = await api.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      as: NOBODY,
      body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
    });
    const pod = `/api/v1/namespaces/${namespace}/pods/web`;
    return {
      user: await who({ ...NOBODY, uid: '7', extra: { 'scopes/x': ['a', 'b'] } }),
      group: await who({ ...NOBODY, groups: ['readers', 'writers'] }),
      account: await who({ user: `system:serviceaccount:${namespace}:default` }),
      accountInGroup: await who({ user: `system:serviceaccount:${namespace}:default`, groups: ['readers'] }),
      anonymous: await who({ user: 'system:anonymous' }),
      onlyGroup: await who({ groups: ['readers'] }),
      onlyUid: await who({ uid: '7' }),
      onlyExtra: await who({ extra: { one: ['a'] } }),
      rules: [at(listed.body, 'spec') ?? null, ...RULES.map((kind) => inOrder(list(listed.body, 'status', kind)))],
      log: await asked('GET', `${pod}/log`),
      exec: await asked('POST', `${pod}/exec`),
      forward: await asked('GET', `${pod}/portforward`),
      unknownResource: await asked('GET', `/apis/apps/v1/namespaces/${namespace}/things`),
      unknownGroup: await asked('GET', '/apis/no.such.group/v1/things'),
      path: await asked('POST', '/foo/bar'),
      oldWatch: await asked('GET', '/api/v1/watch/pods'),
      oneByField: await asked('GET', `/api/v1/namespaces/${namespace}/pods?fieldSelector=metadata.name%3Dweb`),
      signs: await asked('GET', '/api/v1/pods', { user: 'a<b>&c "d"' }),
    };
  },
};

const RULES = ['resourceRules', 'nonResourceRules'] as const;

/** A server tells what its own roles give in any order. */
const inOrder = (rules: readonly Json[]): readonly Json[] =>
  rules.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
