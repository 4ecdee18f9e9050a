import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { digestOf } from '../../domain/digest.ts';
import { createApiServer } from '../../rehearsal/cluster/api/api-server.ts';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import { createCluster } from '../../rehearsal/cluster/controllers/controllers.ts';
import type { ContainerScript } from '../../rehearsal/cluster/kubelet/scripted/script.ts';
import { createScriptedRuntime } from '../../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import { QUICK_TIMING } from '../../rehearsal/cluster/kubelet/timing.ts';
import { createObjectStore } from '../../rehearsal/cluster/storage/store.ts';
import { certificateAuthority } from '../../rehearsal/network/certificate-authority.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const NAMESPACE = 'shop';

/** What containers of an image do, by the last part of its repository. Any other image is in no registry. */
const SCRIPTS: Readonly<Record<string, ContainerScript>> = {
  good: {},
  better: {},
  slow: { runs: [{ readyAfter: 'never' }] },
  done: { runs: [{ exit: { code: 0, after: 10 } }] },
  crash: {
    runs: [{ exit: { code: 3, after: 10 }, logs: ['::error::from the pod', 'DB_PASSWORD=hunter2', 'no database'] }],
  },
};

export const image = (name: string): string => `registry.example/app/${name}@${digestOf(name)}`;

export const manifest = (name: string, imageText = image(name)): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: ${imageText}
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
`;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A cluster in this process, and the command as a process of its own. */
export class CommandWorld {
  readonly folder: string;
  readonly kubeconfig: string;
  readonly store: ReturnType<typeof createObjectStore>;
  readonly #close: () => Promise<void>;

  private constructor(folder: string, kubeconfig: string, store: CommandWorld['store'], close: () => Promise<void>) {
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.store = store;
    this.#close = close;
  }

  static async start(): Promise<CommandWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-command-'));
    const store = createObjectStore({ clock: realClock });
    const runtime = createScriptedRuntime(realClock, (reference) => SCRIPTS[/app\/(\w+)@/.exec(reference)?.[1] ?? '']);
    const cluster = createCluster({ store, clock: realClock, runtime, timing: QUICK_TIMING });
    const authority = await certificateAuthority();
    const api = await createApiServer({
      store,
      tls: { ...(await authority.issue(['127.0.0.1'])), authority: authority.certificate },
      tokens: new Map([['token-of-mina', 'mina']]),
      logs: cluster.logs,
    });
    cluster.start();
    store.create(
      { group: '', resource: 'namespaces' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    );
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, api.kubeconfig({ namespace: NAMESPACE }));
    return new CommandWorld(folder, kubeconfig, store, async () => {
      await api.close();
      await cluster.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  async file(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  /** `sluice rollout …`. @param started gets the process, to interrupt it, with each line that it prints
   *  @param input what stands on its standard input */
  run(
    args: readonly string[],
    started?: (child: ChildProcess, line: string) => void,
    input: string | Uint8Array = '',
  ): Promise<Ended> {
    const env = { PATH: process.env['PATH'], KUBECONFIG: this.kubeconfig, HOME: this.folder, USER: 'mina' };
    const child = spawn(process.execPath, ['--no-warnings', join(ROOT, 'cli/sluice.ts'), 'rollout', ...args], { env });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      started?.(child, chunk.toString());
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  }
}
