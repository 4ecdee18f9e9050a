import { at, type Json, text } from '../json.ts';
import { done, outcome } from '../outcome.ts';
import { askRequest, askReview } from '../rights/ask.ts';
import { rightsIn } from '../rights/identities.ts';
import { TRIPLES, type Triple } from '../rights/triples.ts';
import type { TraceCase } from '../trace-case.ts';
import type { Workspace } from '../workspace.ts';

/** Identity by identity, verb by verb: may they? Asked by an access review, and by the request itself. */
export const rights: TraceCase = {
  name: 'rights',
  async run(space) {
    for (const object of rightsIn(space.namespace)) {
      const collection = `${text(object, 'kind').toLowerCase()}s`;
      const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${space.namespace}/${collection}`;
      await done(space.api.request('POST', path, { body: object }));
    }
    // A server reads roles from a cache, which follows a moment later.
    await space.until(
      'the roles to be in force',
      async () => Promise.all(PROBES.map(async (probe) => answered(await askReview(space, probe)))),
      (seen) => seen.every((one) => one === 'yes'),
    );
    const told: Record<string, Json> = {};
    for (const triple of TRIPLES) told[triple.slice(0, 3).join(' ')] = await both(space, triple);
    return told;
  },
};

const PROBES: readonly Triple[] = [
  ['dev', 'list', 'apps/deployments', 'yes'],
  ['auditor', 'get', 'apps/deployments', 'yes'],
  ['staging-account', 'list', 'apps/deployments', 'yes'],
  ['production-account', 'get', '/configmaps sluice-evidence-dashboard', 'yes'],
];

const answered = ({ body }: { readonly body: Json }): string => (at(body, 'status', 'allowed') === true ? 'yes' : 'no');

/** Two of a server's own roles let everybody read some paths, and it names either. */
const decided = (status: Json | undefined): Json =>
  text(status, 'reason').startsWith('RBAC: allowed by ClusterRoleBinding "system:')
    ? { allowed: at(status, 'allowed') ?? null }
    : (status ?? null);

async function both(space: Workspace, triple: Triple): Promise<Json> {
  const review = await askReview(space, triple);
  const request = await askRequest(space, triple);
  return {
    review: decided(at(review.body, 'status')),
    // Whoever is let through is answered by what is there, which other cases are about.
    ...(request === undefined ? {} : { request: request.status === 403 ? outcome(request) : 'let through' }),
  };
}
