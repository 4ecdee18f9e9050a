import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { binaries } from '../binaries/build.ts';
import { imageBuilder } from '../image-builder.ts';
import { buildBaseImages, seedRegistry } from '../images/base-images.ts';
import { run } from '../machine/command.ts';
import { answering, type Daemon, startDaemon } from '../machine/daemon.ts';
import { cniFolder, installMissing } from '../machine/packages.ts';
import { freePorts, isTaken } from '../machine/ports.ts';
import { answers } from '../machine/probe.ts';
import { isRunning } from '../machine/process-identity.ts';
import { containerd } from '../parts/containerd.ts';
import { apiServer, controllerManager, scheduler } from '../parts/control-plane.ts';
import { etcd } from '../parts/etcd.ts';
import { KUBELET_PORTS, kubelet, proxy } from '../parts/node.ts';
import type { PartOf } from '../parts/part.ts';
import { cniFiles, masquerade, NETWORK_SETTINGS } from '../parts/pod-network.ts';
import { registry } from '../parts/registry.ts';
import { writeKubeconfigs, writeSecrets } from './certificates.ts';
import { takeDown } from './down.ts';
import { readKernelSettings, writeKernelSettings } from './kernel-settings.ts';
import { kubectlOf } from './kubectl.ts';
import { CLUSTER, FOLDERS, type Layout, PREFERRED_PORTS, paths, registryAddress } from './layout.ts';
import { DAEMON_ENVIRONMENT, programPath } from './programs.ts';
import { awaitPod } from './ready.ts';
import { type ClusterRecord, readRecord, writeRecord } from './record.ts';

export interface UpOptions {
  /** Cap of the pause between restarts of a crashing container; the kubelet's default (300 s) when absent. */
  readonly crashLoopSeconds: number | undefined;
}

const CAP_SYS_RESOURCE = 24n;

/** Whether `/proc/self/status` shows the capability that lowering an OOM score needs (man 7 capabilities). */
export const mayLowerOomScore = (status: string): boolean =>
  ((BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`) >> CAP_SYS_RESOURCE) & 1n) === 1n;

/** Whether the recorded cluster runs in full and was seen to run a pod. */
export const isUp = (record: ClusterRecord | undefined): record is ClusterRecord =>
  record?.ready === true && record.daemons.every(isRunning);

/** Brings the cluster up from nothing. What an earlier, interrupted attempt left is taken down first. On failure what was
 *  started is ended again; the logs' last lines are in the error.
 * @returns false when it was up already and nothing was done. */
export async function bringUp({ crashLoopSeconds }: UpOptions, say: (line: string) => void): Promise<boolean> {
  const { record: recordPath } = paths(FOLDERS);
  if (isUp(readRecord(recordPath))) return false;
  await installMissing(say);
  const built = await binaries(say);
  if (existsSync(FOLDERS.state)) await takeDown(say);
  if (await isTaken(KUBELET_PORTS.health)) {
    throw new Error(
      `Port ${KUBELET_PORTS.health} is taken: another kubelet runs on this machine. Two share their tables, so end that one first, or test against it with --kubeconfig.`,
    );
  }
  const layout: Layout = {
    ...FOLDERS,
    ports: await freePorts({ ...PREFERRED_PORTS }),
    cniFolder: cniFolder() ?? '',
    mayLowerOomScore: mayLowerOomScore(readFileSync('/proc/self/status', 'utf8')),
    crashLoopSeconds,
  };
  let record: ClusterRecord = {
    startedAt: new Date().toISOString(),
    ports: layout.ports,
    crashLoopSeconds,
    daemons: [],
    kernel: readKernelSettings(),
    kubectl: built('kubectl'),
    ready: false,
  };
  const remember = (change: Partial<ClusterRecord>): void => {
    record = { ...record, ...change };
    writeRecord(recordPath, record);
  };
  const start = async (partOf: PartOf, probe?: () => Promise<boolean>): Promise<void> => {
    const part = partOf(layout);
    await writeFiles(part.files);
    const log = join(paths(layout).logs, `${part.name}.log`);
    const daemon: Daemon = await startDaemon(part.name, programPath(part.program, built), part.args, {
      log,
      env: DAEMON_ENVIRONMENT,
    });
    remember({ daemons: [...record.daemons, daemon] });
    await answering(daemon, part.seconds, probe ?? (() => answers(part.health ?? '')));
    say(`${part.name} answers`);
  };
  const places = paths(layout);
  const kubectl = kubectlOf(record.kubectl, places.kubeconfig);
  try {
    for (const folder of [
      places.logs,
      places.config,
      places.certificates,
      places.registry,
      places.podLogs,
      layout.run,
    ]) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
    }
    remember({});
    await all([
      async () => {
        const seeded = await seedRegistry(places.registry);
        await start(registry);
        if (seeded) return;
        const builder = await imageBuilder(registryAddress(layout.ports), places.imageBuilder);
        await buildBaseImages(builder, places.registry, say);
      },
      async () => {
        await connectPods(layout, say);
        await start(containerd, async () => existsSync(places.containerdSocket));
      },
      async () => {
        const [tokens] = await Promise.all([writeSecrets(layout), start(etcd)]);
        const serving = start(apiServer, async () => (await kubectl('get', '--raw', '/readyz')) === 'ok');
        await Promise.all([serving, writeKubeconfigs(layout, tokens)]);
        await all([() => start(controllerManager), () => start(scheduler)]);
      },
    ]);
    await all([() => start(kubelet), () => start(proxy)]);
    await awaitPod(kubectl, layout, say);
    remember({ ready: true });
  } catch (cause) {
    const failure = cause instanceof Error ? cause.message : String(cause);
    await takeDown(say);
    throw new Error(`The cluster did not come up, and what was started is ended again. ${failure}`, { cause });
  }
  return true;
}

/** Runs all to their end before the first failure is thrown: nothing goes on starting behind a clean-up. */
async function all(works: readonly (() => Promise<void>)[]): Promise<void> {
  const results = await Promise.allSettled(works.map((work) => work()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

async function connectPods(layout: Layout, say: (line: string) => void): Promise<void> {
  await writeFiles(cniFiles(layout));
  const refused = writeKernelSettings(NETWORK_SETTINGS);
  if (refused.length > 0)
    say(`this process may not set ${refused.join(', ')}: Services may not be reachable from pods`);
  await run('ip', ['link', 'add', CLUSTER.bridge, 'type', 'bridge']);
  await run('ip', ['address', 'add', `${CLUSTER.nodeAddress}/24`, 'dev', CLUSTER.bridge]);
  await run('ip', ['link', 'set', CLUSTER.bridge, 'up']);
  await run('nft', ['-f', '-'], { input: masquerade });
}
