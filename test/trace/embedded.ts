import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiServer } from '../../rehearsal/cluster/api/api-server.ts';
import { createCluster } from '../../rehearsal/cluster/controllers/controllers.ts';
import { createScriptedRuntime } from '../../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import { createObjectStore } from '../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../rehearsal/cluster/virtual-clock.ts';
import { certificateAuthority } from '../../rehearsal/network/certificate-authority.ts';
import { scriptOf } from './shell-script.ts';

/** How much faster its time passes: a back-off of ten seconds takes a fifth of one. Time stands still while the machine is busy
 *  with something else, so a slow machine changes nothing. */
const STEP = { everyMilliseconds: 4, advance: 200 } as const;

/** Runs `work` with the kubeconfig of an embedded cluster whose kubelet follows scripts, and ends the cluster. */
export async function withEmbeddedCluster<T>(work: (kubeconfig: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'trace-cluster-'));
  const clock = createVirtualClock();
  const authority = await certificateAuthority();
  const { key, certificate } = await authority.issue(['127.0.0.1']);
  const store = createObjectStore({ clock, historyLimit: 100_000 });
  const runtime = createScriptedRuntime(clock, scriptOf);
  const cluster = createCluster({ store, clock, runtime });
  const server = await createApiServer({
    store,
    clock,
    logs: cluster.logs,
    tls: { key, certificate, authority: authority.certificate },
    tokens: new Map([['trace-token', 'admin']]),
  });
  const passing = setInterval(() => clock.advance(STEP.advance), STEP.everyMilliseconds);
  try {
    cluster.start();
    // A real server's history begins with its start too, long after version 1.
    server.expireHistory();
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, server.kubeconfig(), { mode: 0o600 });
    return await work(kubeconfig);
  } finally {
    clearInterval(passing);
    await server.close();
    await cluster.close();
    await rm(folder, { recursive: true, force: true });
  }
}
