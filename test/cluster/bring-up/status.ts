import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRunning } from '../machine/process-identity.ts';
import { kubectlOf } from './kubectl.ts';
import { FOLDERS, paths, registryAddress } from './layout.ts';
import { readRecord } from './record.ts';

/** How the cluster is, for people, and whether all of it is well. */
export async function describeStatus(): Promise<{ readonly text: string; readonly healthy: boolean }> {
  const { record: recordPath, kubeconfig } = paths(FOLDERS);
  const record = readRecord(recordPath);
  if (record === undefined)
    return { text: 'There is no cluster. Bring it up with: npm run cluster -- up', healthy: false };
  const parts = record.daemons.map((daemon) => ({ ...daemon, running: isRunning(daemon) }));
  const readyz = existsSync(kubeconfig)
    ? await kubectlOf(record.kubectl, kubeconfig)('get', '--raw', '/readyz').catch(() => 'does not answer')
    : 'has no kubeconfig yet';
  const nodes =
    readyz === 'ok' ? (await kubectlOf(record.kubectl, kubeconfig)('get', 'nodes', '--no-headers')).trim() : '';
  const healthy = record.ready && readyz === 'ok' && parts.every(({ running }) => running);
  const lines = [
    `kubeconfig  ${kubeconfig}`,
    `registry    ${registryAddress(record.ports)}`,
    `since       ${record.startedAt}`,
    `API server  ${readyz}`,
    `node        ${nodes}`,
    ...parts.map(
      ({ name, pid, running, log }) =>
        `${running ? 'runs ' : 'ENDED'} ${name.padEnd(24)} ${String(pid).padStart(7)}  ${log}`,
    ),
    healthy
      ? 'All is well.'
      : record.ready
        ? 'Not all is well; down and up again makes a fresh one.'
        : 'It is being brought up, or was interrupted.',
  ];
  return { text: lines.join('\n'), healthy };
}

/** Exports for a shell: kubectl, and the name under which tests look for a cluster. */
export function exportLines(): string {
  const record = readRecord(paths(FOLDERS).record);
  if (record === undefined) throw new Error('There is no cluster. Bring it up with: npm run cluster -- up');
  const { kubeconfig } = paths(FOLDERS);
  return [
    `export KUBECONFIG='${kubeconfig}'`,
    `export SLUICE_TEST_KUBECONFIG='${kubeconfig}'`,
    `export SLUICE_TEST_REGISTRY='${registryAddress(record.ports)}'`,
    `export PATH='${dirname(record.kubectl)}':"$PATH"`,
  ].join('\n');
}
