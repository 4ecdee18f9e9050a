import { at, list, text } from '../json.ts';
import { conditions } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** What a kubelet tells of its node, without what is that machine's own. */
export const nodes: TraceCase = {
  name: 'nodes',
  async run(space) {
    const { body } = await space.api.request('GET', '/api/v1/nodes');
    const [node = null] = list(body, 'items');
    const table = await space.api.request('GET', '/api/v1/nodes', {
      query: { includeObject: 'None' },
      accept: 'application/json;as=Table;g=meta.k8s.io;v=v1',
    });
    const columns = list(table.body, 'columnDefinitions').map((column) => text(column, 'name'));
    return {
      conditions: conditions(node),
      addresses: list(node, 'status', 'addresses').map((address) => text(address, 'type')),
      capacity: ['cpu', 'memory', 'pods'].map(
        (name) =>
          at(node, 'status', 'capacity', name) !== undefined && at(node, 'status', 'allocatable', name) !== undefined,
      ),
      info: Object.keys((at(node, 'status', 'nodeInfo') ?? {}) as object).sort(),
      columns,
      ready: at(table.body, 'rows', 0, 'cells', columns.indexOf('Status')) ?? null,
    };
  },
};
