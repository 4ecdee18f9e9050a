import { at, list, text } from '../json.ts';
import { outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a client learns about the kinds that are served, and about paths that are not. */
export const discovery: TraceCase = {
  name: 'discovery',
  async run(space) {
    const get = (path: string) => space.api.request('GET', path);
    const version = await get('/version');
    return {
      version: {
        status: version.status,
        major: at(version.body, 'major') ?? null,
        minor: at(version.body, 'minor') ?? null,
      },
      apps: outcome(await get('/apis/apps/v1'), (found) => ({
        kind: at(found, 'kind') ?? null,
        groupVersion: at(found, 'groupVersion') ?? null,
        resources: list(found, 'resources')
          .map((resource) => ({ ...(resource as object), storageVersionHash: null }))
          .filter((resource) => /^(deployments|replicasets)(\/(status|scale))?$/.test(text(resource, 'name')))
          .sort((a, b) => text(a, 'name').localeCompare(text(b, 'name'))),
      })),
      core: outcome(await get('/api/v1'), (found) =>
        list(found, 'resources')
          .filter((resource) =>
            /^(configmaps|pods|pods\/(log|status)|services|namespaces)$/.test(text(resource, 'name')),
          )
          .map((resource) => ({ ...(resource as object), storageVersionHash: null }))
          .sort((a, b) => text(a, 'name').localeCompare(text(b, 'name'))),
      ),
      group: outcome(await get('/apis/apps'), (found) => found),
      unknownGroup: outcome(await get('/apis/nothing.invalid/v1')),
      unknownKind: outcome(await get(`/apis/apps/v1/namespaces/${space.namespace}/nothings`)),
      unknownPath: outcome(await get('/nothing')),
      ready: outcome(await get('/readyz')),
    };
  },
};
