import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { FaultProxy } from '../../unit/adapters/kubernetes/fault-proxy.ts';
import { kubeconfig } from '../parts/accounts.ts';

/** A way to an API server that leads through a proxy, where things go wrong as they are told to. */
export interface FaultyWay {
  readonly proxy: FaultProxy;
  /** Path of a kubeconfig with the rights of the one it was made from. */
  readonly kubeconfig: string;
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** Opens such a way for the time of `work`. @param from path of a kubeconfig with one cluster and one user, who has a token. */
export async function onFaultyWay<T>(from: string, work: (way: FaultyWay) => Promise<T>): Promise<T> {
  const { clusters, users } = parse(await readFile(from, 'utf8')) as Kubeconfig;
  const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
  if (cluster === undefined || user === undefined) throw new Error(`${from} names no cluster, or no user.`);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-way-'));
  const proxy = await FaultProxy.start(cluster.server, systemClock);
  try {
    const path = join(folder, 'kubeconfig');
    await writeFile(path, kubeconfig(proxy.url, proxy.authority.certificate, user.token), { mode: 0o600 });
    return await work({ proxy, kubeconfig: path });
  } finally {
    await proxy.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
