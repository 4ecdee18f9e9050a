import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiServer } from '../rehearsal/cluster/api/api-server.ts';
import type { Clock } from '../rehearsal/cluster/clock.ts';
import { type ClusterOptions, createCluster } from '../rehearsal/cluster/controllers/controllers.ts';
import type { Scripts } from '../rehearsal/cluster/kubelet/scripted/script.ts';
import { createScriptedRuntime } from '../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import type { ClusterStore } from '../rehearsal/cluster/storage/cluster-store.ts';
import { createObjectStore } from '../rehearsal/cluster/storage/store.ts';
import { certificateAuthority } from '../rehearsal/network/certificate-authority.ts';

/** Runs `work` with the kubeconfig and the store of an embedded cluster whose containers follow scripts and whose kubelet takes the
 *  times of a real one, and ends the cluster. */
export async function withScriptedCluster<T>(
  clock: Clock,
  scripts: Scripts,
  work: (kubeconfig: string, store: ClusterStore) => Promise<T>,
  options: Pick<ClusterOptions, 'capacity' | 'storageClasses'> = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'scripted-cluster-'));
  const authority = await certificateAuthority();
  const { key, certificate } = await authority.issue(['127.0.0.1']);
  const store = createObjectStore({ clock, historyLimit: 100_000 });
  const cluster = createCluster({ store, clock, runtime: createScriptedRuntime(clock, scripts), ...options });
  const server = await createApiServer({
    store,
    clock,
    logs: cluster.logs,
    tls: { key, certificate, authority: authority.certificate },
    tokens: new Map([['admin-token', 'admin']]),
  });
  try {
    cluster.start();
    // A real server's history begins with its start too, long after version 1.
    server.expireHistory();
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, server.kubeconfig(), { mode: 0o600 });
    return await work(kubeconfig, store);
  } finally {
    await server.close();
    await cluster.close();
    await rm(folder, { recursive: true, force: true });
  }
}
