import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finish } from '../machine/command.ts';
import { type Daemon, endProcesses } from '../machine/daemon.ts';
import { isRunning } from '../machine/process-identity.ts';
import { until } from '../machine/until.ts';
import { writeKernelSettings } from './kernel-settings.ts';
import { kubectlOf } from './kubectl.ts';
import { CLUSTER, FOLDERS, paths } from './layout.ts';
import { type ClusterRecord, readRecord } from './record.ts';
import { removeControlGroups, removeLogLinks, shimsOf, unmountBelow } from './remains.ts';

/** Takes down what the record names, and nothing else: pods first, so that their networks and mounts go by the rules;
 *  then the processes, then what they left in the kernel, then the folders.
 * @returns false when there was nothing. */
export async function takeDown(say: (line: string) => void): Promise<boolean> {
  if (!existsSync(FOLDERS.state)) return false;
  const record = readRecord(paths(FOLDERS).record);
  if (record !== undefined) await endParts(record, say);
  await endProcesses(shimsOf(paths(FOLDERS).containerdSocket), 5);
  await finish('ip', ['link', 'delete', CLUSTER.bridge]);
  for (const [family, table] of [
    ['ip', 'kube-proxy'],
    ['ip6', 'kube-proxy'],
    ['ip', CLUSTER.table],
  ] as const) {
    await finish('nft', ['delete', 'table', family, table]);
  }
  await unmountBelow([FOLDERS.run, FOLDERS.state]);
  await removeControlGroups('kubepods');
  await removeLogLinks(paths(FOLDERS).podLogs);
  if (record !== undefined) writeKernelSettings(record.kernel);
  await rm(FOLDERS.run, { recursive: true, force: true });
  await rm(FOLDERS.state, { recursive: true, force: true });
  return true;
}

async function endParts(record: ClusterRecord, say: (line: string) => void): Promise<void> {
  const named = (...names: readonly string[]): readonly Daemon[] =>
    record.daemons.filter(({ name }) => names.includes(name));
  // Without these two nobody makes new pods in place of those that end.
  await endProcesses(named('kube-controller-manager', 'kube-scheduler'), 10);
  if (['kube-apiserver', 'kubelet', 'containerd'].every((name) => named(name).some(isRunning))) {
    say('ending the pods');
    const kubectl = kubectlOf(record.kubectl, paths(FOLDERS).kubeconfig);
    try {
      await kubectl('delete', 'pods', '--all', '--all-namespaces', '--grace-period=1', '--wait=false');
      // Not until the objects are gone: one with a finalizer stays, and its processes have ended all the same.
      await until('pods to end', 20, async () => shimsOf(paths(FOLDERS).containerdSocket).length === 0 || undefined);
    } catch (cause) {
      say(`pods did not end by themselves and are killed: ${cause instanceof Error ? cause.message : cause}`);
    }
  }
  say('ending the processes');
  await endProcesses(named('kubelet', 'kube-proxy'), 10);
  await endProcesses(shimsOf(paths(FOLDERS).containerdSocket), 5);
  // Short: the API server waits for watches of clients that are gone, and nothing of what is stored is kept.
  await endProcesses(record.daemons, 3);
}
