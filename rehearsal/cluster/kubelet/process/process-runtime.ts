import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Enclosure, Enclosures } from '../../../enclosure/enclosure.ts';
import type { ImageSource, PulledImage } from '../../image-source.ts';
import type {
  ContainerEvents,
  ContainerHandle,
  ContainerRequest,
  ContainerRuntime,
  Image,
  ProbeAction,
  ProbeResult,
} from '../container-runtime.ts';
import { withDefaultTag } from '../image-name.ts';
import { CommandNotFound, type LocalCommand, localCommand } from './command.ts';
import { type ContainerProcess, startContainerProcess } from './container-process.ts';
import { freePort } from './free-port.ts';
import { createImageFolders } from './image-folders.ts';
import { inRoot } from './in-root.ts';
import { probeExec, probeHttp, probeTcp } from './local-probe.ts';
import { toldPorts } from './told-ports.ts';

export interface ProcessRuntimeOptions {
  readonly images: ImageSource;
  /** Where images are unpacked and containers have their files. */
  readonly folder: string;
  /** The virtual environment that an image's label names. */
  readonly venvDirectory: (key: string) => string;
  /** The folder of the Node that images run with. */
  readonly nodeDirectory: string;
  readonly enclosures: Enclosures;
  /** Files and folders of this machine that containers need besides its system. */
  readonly readable: readonly string[];
  /** What a container is told besides, by what it is told already: where its data is. */
  readonly told?: (environment: ReadonlyMap<string, string>) => Promise<Readonly<Record<string, string>>>;
}

/** What a container as a process is not; to be shown where a rehearsal begins. */
export const PROCESS_LIMITS: readonly string[] = [
  'Containers run as processes of this machine.',
  'Each listens on free local ports, told to it as PORT and METRICS_PORT.',
  'Security contexts, resource limits and network policies are stored, and not enforced.',
];

const PYTHON_LABEL = 'dev.sluice.rehearsal.python';

interface Instance {
  readonly podUid: string;
  /** Where its ports are on this machine. */
  readonly local: ReadonlyMap<number, number>;
  /** Where it listens that declares no port. */
  readonly port: number;
}

/** Runs containers as processes, each in an enclosure of its own: the image is pulled, verified, unpacked, and its command run in the unpacked files. */
export const createProcessRuntime = (options: ProcessRuntimeOptions): ContainerRuntime => {
  const pulled = new Map<string, PulledImage>();
  const folders = createImageFolders(options.folder);
  const instances = new Map<string, Instance>();
  const processes = new Map<string, ContainerProcess>();
  const endings = new Set<Promise<void>>();
  let closed = false;

  const prepare = async (request: ContainerRequest): Promise<Prepared> => {
    const { container, containerId } = request;
    const image = pulled.get(withDefaultTag(container.image ?? ''));
    if (image === undefined) throw new Error(`image ${container.image} was not pulled`);
    const [root, port] = await Promise.all([folders.root(image, containerId), freePort()]);
    const declared = (container.ports ?? []).map(({ containerPort }) => containerPort);
    const local = new Map(declared.slice(0, 1).map((main) => [main, port]));
    const told: Record<string, string> = { ...(await options.told?.(new Map(request.environment))) };
    for (const { containerPort, variable } of toldPorts(declared, request.environment)) {
      const own = local.get(containerPort) ?? (await freePort());
      local.set(containerPort, own);
      told[variable] = String(own);
    }
    for (const { mountPath } of container.volumeMounts ?? []) await mkdir(inRoot(root, mountPath), { recursive: true });
    for (const [path, content] of request.files) {
      await mkdir(dirname(inRoot(root, path)), { recursive: true });
      await writeFile(inRoot(root, path), content);
    }
    const venv = image.config.Labels?.[PYTHON_LABEL];
    const environment = venv === undefined ? undefined : options.venvDirectory(venv);
    const bin = process.platform === 'win32' ? 'Scripts' : 'bin';
    const shared = {
      config: image.config,
      environment: request.environment,
      root,
      programs: [...(environment === undefined ? [] : [join(environment, bin)]), options.nodeDirectory],
      overrides: { PORT: String(port), ...told, ...(environment === undefined ? {} : { VIRTUAL_ENV: environment }) },
      ...(container.workingDir === undefined ? {} : { workingDir: container.workingDir }),
    };
    const command = localCommand({
      ...shared,
      ...(container.command === undefined ? {} : { command: container.command }),
      ...(container.args === undefined ? {} : { args: container.args }),
    });
    const temporary = inRoot(root, '/tmp');
    for (const needed of [command.directory, temporary]) await mkdir(needed, { recursive: true });
    const readable = [options.nodeDirectory, ...(environment === undefined ? [] : [environment]), ...options.readable];
    const enclosure = await options.enclosures.open({ folder: root, temporary, readable });
    return { command, port, local, enclosure, exec: (words) => localCommand({ ...shared, command: words }) };
  };

  const start = (request: ContainerRequest, events: ContainerEvents): ContainerHandle => {
    const { containerId, pod } = request;
    let prepared: Prepared | undefined;
    const fail = (error: unknown): void => {
      const message = error instanceof Error ? error.message : String(error);
      const reason = error instanceof CommandNotFound ? 'StartError' : 'CreateContainerError';
      events.failed({ reason, message });
    };
    const run = async (ready: Prepared): Promise<void> => {
      if (closed) return ready.enclosure.close();
      prepared = ready;
      instances.set(containerId, { podUid: pod.metadata.uid ?? '', local: ready.local, port: ready.port });
      let over = (): void => {};
      endings.add(
        new Promise((resolve) => {
          over = resolve;
        }),
      );
      const process = startContainerProcess(ready.enclosure, ready.command, {
        started: () => events.started(),
        failed(message) {
          over();
          fail(new CommandNotFound(message));
        },
        line: (text) => request.log.line(text),
        exited(exitCode) {
          processes.delete(containerId);
          instances.delete(containerId);
          folders
            .remove(containerId)
            .catch(() => {})
            .finally(over);
          if (!closed) events.exited({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' });
        },
      });
      processes.set(containerId, process);
    };
    prepare(request).then(run, fail);
    return {
      signal(signal) {
        const process = processes.get(containerId);
        if (signal === 'SIGKILL') process?.kill();
        else process?.terminate();
      },
      probe(action, timeout, done) {
        const port = action.kind === 'exec' ? undefined : localPort(pod.metadata.uid ?? '', action.port);
        probe(action, port, timeout, prepared).then(done, (error) =>
          done({ outcome: 'failure', output: String(error) }),
        );
      },
    };
  };
  const localPort = (podUid: string, port: number): number | undefined => {
    const ofPod = [...instances.values()].filter((instance) => instance.podUid === podUid);
    // A container that declares no port may listen on any; only one can be meant.
    return (
      ofPod.find(({ local }) => local.has(port))?.local.get(port) ?? ofPod.find(({ local }) => local.size === 0)?.port
    );
  };
  const known = ({ imageId, layers }: PulledImage): Image => ({
    imageId,
    bytes: layers.reduce((total, layer) => total + layer.length, 0),
  });

  return {
    image(reference) {
      const found = pulled.get(reference);
      return found === undefined ? undefined : known(found);
    },
    pull(reference, done) {
      options.images.pull(reference).then(
        (image) => {
          pulled.set(reference, image);
          done(known(image));
        },
        (error: unknown) => done({ failure: error instanceof Error ? error.message : String(error) }),
      );
    },
    start,
    localPort,
    async close() {
      closed = true;
      for (const process of processes.values()) process.kill();
      await Promise.all(endings);
    },
  };
};

interface Prepared {
  readonly command: LocalCommand;
  readonly port: number;
  readonly local: ReadonlyMap<number, number>;
  readonly enclosure: Enclosure;
  /** Another command in the same container. */
  readonly exec: (words: readonly string[]) => LocalCommand;
}

const probe = async (
  action: ProbeAction,
  port: number | undefined,
  timeout: number,
  container: Prepared | undefined,
): Promise<ProbeResult> => {
  switch (action.kind) {
    case 'http':
      return probeHttp(action, port, timeout);
    case 'tcp':
      return probeTcp(action, port, timeout);
    case 'exec': {
      if (container === undefined) return { outcome: 'failure', output: 'container is not running' };
      return probeExec(container.enclosure, container.exec(action.command), timeout);
    }
  }
};
