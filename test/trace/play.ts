import { randomBytes } from 'node:crypto';
import type { Api } from './api.ts';
import { httpsApi } from './https-api.ts';
import { type Json, list, text } from './json.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { normalise } from './normalise.ts';
import type { TraceCase } from './trace-case.ts';
import { type Workspace, workspace } from './workspace.ts';

/** A real kubelet of a small machine starts its pods one after another. */
const AT_ONCE = 8;

export interface PlayOptions {
  /** Cases that run at the same time. */
  readonly atOnce?: number | undefined;
  /** Longest time in milliseconds that a case waits for one thing. */
  readonly patience?: number | undefined;
}

/** Plays cases against one cluster, each in a namespace of its own that is deleted again.
 *  A case that fails does not end the others: its trace says why.
 * @returns normalised traces by name. */
export async function play(
  kubeconfig: string,
  cases: readonly TraceCase[],
  { atOnce = AT_ONCE, patience }: PlayOptions = {},
): Promise<ReadonlyMap<string, Json>> {
  const api = httpsApi(readKubeconfig(kubeconfig));
  const traces = new Map<string, Json>();
  const waiting = [...cases];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      traces.set(next.name, await playOne(api, next, patience));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    api.close();
  }
  return traces;
}

async function playOne(api: Api, { name, run }: TraceCase, patience: number | undefined): Promise<Json> {
  const namespace = `trace-${name}-${randomBytes(3).toString('hex')}`;
  try {
    const place = workspace(api, namespace, patience);
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    const { status, body: answered } = await api.request('POST', '/api/v1/namespaces', { body });
    if (status !== 201) throw new Error(`Namespace ${namespace}: answered ${status}: ${JSON.stringify(answered)}`);
    // Pods are refused until it is there.
    await place.until(
      'the default service account',
      async () => (await place.get('serviceaccounts', 'default')).status,
      (code) => code === 200,
    );
    return normalise(await run(place), namespace);
  } catch (error) {
    await release(workspace(api, namespace)).catch(() => undefined);
    return normalise({ failed: error instanceof Error ? error.message : String(error) }, namespace);
  } finally {
    await api.request('DELETE', `/api/v1/namespaces/${namespace}`).catch(() => undefined);
  }
}

/** Takes off the finalizers that a case left behind when it failed: they would hold its namespace for ever. */
async function release(space: Workspace): Promise<void> {
  for (const resource of ['configmaps', 'deployments', 'replicasets', 'pods'] as const) {
    for (const object of list((await space.list(resource)).body, 'items')) {
      if (list(object, 'metadata', 'finalizers').length > 0)
        await space.patch('merge', resource, text(object, 'metadata', 'name'), { metadata: { finalizers: null } });
    }
  }
}
