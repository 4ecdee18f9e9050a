import { type Cluster, Refusal } from '../cluster.ts';
import { partAt, recordsAt, textAt, textsAt } from '../object-parts.ts';
import type { PolicyRule, Right } from './rights.ts';

/** What we may do in a namespace, as far as the server lists it. A right that is not listed may exist all the same: an
 *  authorizer outside of the cluster (GKE's IAM, any webhook) answers questions, but lists nothing.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export interface ListedRights {
  readonly rules: readonly PolicyRule[];
}

const REVIEWS = 'authorization.k8s.io/v1';

/** Nothing is listed where the server does not answer this question. */
export async function listRights(cluster: Cluster, namespace: string): Promise<ListedRights> {
  try {
    const { status } = await cluster.ask({ apiVersion: REVIEWS, kind: 'SelfSubjectRulesReview', spec: { namespace } });
    return { rules: recordsAt(status, 'resourceRules').map(ruleIn) };
  } catch (error) {
    if (error instanceof Refusal) return { rules: [] };
    throw error;
  }
}

const ruleIn = (rule: unknown): PolicyRule => {
  const names = partAt(rule, 'resourceNames') === undefined ? {} : { resourceNames: textsAt(rule, 'resourceNames') };
  const [verbs, apiGroups, resources] = [
    textsAt(rule, 'verbs'),
    textsAt(rule, 'apiGroups'),
    textsAt(rule, 'resources'),
  ];
  return { verbs, apiGroups, resources, ...names };
};

export const isListed = ({ rules }: ListedRights, right: Right): boolean => rules.some((rule) => covers(rule, right));

function covers({ verbs, apiGroups, resources, resourceNames = [] }: PolicyRule, right: Right): boolean {
  const { verb, group, resource, name } = right;
  // "*", or "*/log": the subresource of whatever there is.
  const ofAny = resource.replace(/[^/]+/, '*');
  return (
    (verbs.includes(verb) || verbs.includes('*')) &&
    (apiGroups.includes(group) || apiGroups.includes('*')) &&
    [resource, '*', ofAny].some((one) => resources.includes(one)) &&
    (resourceNames.length === 0 || resourceNames.some((one) => one === name))
  );
}

export interface MissingRights {
  /** The server says no. */
  readonly missing: readonly Right[];
  /** The server cannot say. */
  readonly unclear: readonly Right[];
}

/** Asks for each right that the list does not show; the list alone refuses nothing. */
export async function missingRights(
  cluster: Cluster,
  listed: ListedRights,
  rights: readonly Right[],
  namespace: string,
): Promise<MissingRights> {
  const open = rights.filter((right) => !isListed(listed, right));
  // One question for a resource as a whole; a name only where that is refused.
  const answers = new Map<string, Promise<Answer>>();
  const ask = (right: Right): Promise<Answer> => {
    const key = JSON.stringify([right.verb, right.group, right.resource, right.name]);
    const asked = answers.get(key) ?? mayI(cluster, right, namespace);
    answers.set(key, asked);
    return asked;
  };
  const decided = await Promise.all(
    open.map(async (right) => {
      const { name: _, ...whole } = right;
      const answer = await ask(whole);
      return { right, answer: answer === 'no' ? await ask(right) : answer };
    }),
  );
  const of = (wanted: Answer) => decided.filter(({ answer }) => answer === wanted).map(({ right }) => right);
  return { missing: of('no'), unclear: of('unclear') };
}

type Answer = 'yes' | 'no' | 'unclear';

async function mayI(cluster: Cluster, { verb, group, resource, name }: Right, namespace: string): Promise<Answer> {
  const [plural = '', subresource] = resource.split('/');
  const resourceAttributes = {
    namespace,
    verb,
    group,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
  };
  try {
    const { status } = await cluster.ask({
      apiVersion: REVIEWS,
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    });
    if (partAt(status, 'allowed') === true) return 'yes';
    return (textAt(status, 'evaluationError') ?? '') === '' ? 'no' : 'unclear';
  } catch (error) {
    if (error instanceof Refusal) return 'unclear';
    throw error;
  }
}

/** One sentence for all that is missing of one resource, with the rule that grants it. */
export function missingSentence(
  { group, resource, name, byName }: Pick<Right, 'group' | 'resource' | 'name' | 'byName'>,
  verbs: readonly string[],
  namespace: string,
): string {
  const rule = JSON.stringify({
    apiGroups: [group],
    resources: [resource],
    verbs,
    ...(byName === true ? { resourceNames: [name] } : {}),
  });
  const kind = group === '' ? resource : `${resource}.${group}`;
  return `We may not ${verbs.join(', ')} ${kind}${byName === true ? ` "${name}"` : ''} in namespace "${namespace}". Add this rule to the Role of the deployer: ${rule} ("sluice rbac" writes the whole Role).`;
}

/** Sentences for rights, grouped by resource. */
export function missingSentences(rights: readonly Right[], namespace: string): readonly string[] {
  const resources = new Map<string, readonly [Right, ...Right[]]>();
  for (const right of rights) {
    const key = JSON.stringify([right.group, right.resource, right.byName === true ? right.name : undefined]);
    resources.set(key, [...(resources.get(key) ?? []), right] as const);
  }
  return [...resources.values()].map((same) =>
    missingSentence(same[0], [...new Set(same.map(({ verb }) => verb))], namespace),
  );
}
