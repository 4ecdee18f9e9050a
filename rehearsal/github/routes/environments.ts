import { type Call, notFound, ok, type Route, type Schema } from '../call.ts';
import { counted, PAGING } from '../lists.ts';
import type { Environment } from '../model.ts';
import { environmentMention, nodeId, reviewerShapes } from '../shapes.ts';

const EPOCH = '2026-01-01T00:00:00Z';

/** The environment that the path names; GitHub compares without case. */
export const findEnvironment = ({ repository, params }: Call): Environment | undefined =>
  repository.environments.get((params['environment_name'] ?? '').toLowerCase());

/** Protection rules appear only where something is set, in GitHub's order: timer, reviewers, branches. */
function environmentShape(call: Call, environment: Environment) {
  const { id, waitMinutes, preventSelfReview, adminsBypass, reviewers } = environment;
  const policy = branchPolicy(environment);
  const rule = (offset: number) => ({ id: id * 10 + offset, node_id: nodeId('Gate', id * 10 + offset) });
  return {
    ...environmentMention(call, environment),
    created_at: EPOCH,
    updated_at: EPOCH,
    can_admins_bypass: adminsBypass,
    protection_rules: [
      ...(waitMinutes > 0 ? [{ ...rule(1), type: 'wait_timer', wait_timer: waitMinutes }] : []),
      ...(reviewers.length > 0
        ? [
            {
              ...rule(2),
              type: 'required_reviewers',
              prevent_self_review: preventSelfReview,
              reviewers: reviewerShapes(call, environment),
            },
          ]
        : []),
      ...(policy === null ? [] : [{ ...rule(3), type: 'branch_policy' }]),
    ],
    deployment_branch_policy: policy,
  };
}

/** Patterns and "protected branches only" exclude each other. */
function branchPolicy({
  branches,
  tags,
  protectedBranchesOnly,
}: Environment): Schema<'deployment-branch-policy-settings'> {
  if (protectedBranchesOnly) return { protected_branches: true, custom_branch_policies: false };
  return branches === undefined && tags === undefined
    ? null
    : { protected_branches: false, custom_branch_policies: true };
}

/** @see https://docs.github.com/en/rest/deployments/environments and /branch-policies */
export const ENVIRONMENTS: readonly Route[] = [
  {
    method: 'GET',
    path: '/environments',
    needs: ['actions', 'read'],
    query: PAGING,
    handle(call) {
      const all = [...call.repository.environments.values()];
      return counted(call, 'environments', all, (environment) => environmentShape(call, environment));
    },
  },
  {
    method: 'GET',
    path: '/environments/{environment_name}',
    needs: ['actions', 'read'],
    handle(call) {
      const environment = findEnvironment(call);
      return environment === undefined ? notFound() : ok(environmentShape(call, environment));
    },
  },
  {
    method: 'GET',
    path: '/environments/{environment_name}/deployment-branch-policies',
    needs: ['actions', 'read'],
    query: PAGING,
    handle(call) {
      const environment = findEnvironment(call);
      if (environment === undefined) return notFound();
      const { branches = [], tags = [] } = environment;
      const named = (type: 'branch' | 'tag') => (name: string) => ({ name, type });
      const all = [...branches.map(named('branch')), ...tags.map(named('tag'))].map((policy, index) => {
        const id = environment.id * 100 + index;
        return { id, node_id: nodeId('GateBranchPolicy', id), ...policy };
      });
      return counted(call, 'branch_policies', all, (policy) => policy);
    },
  },
];
