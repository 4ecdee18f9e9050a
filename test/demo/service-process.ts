import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../rehearsal/cluster/kubelet/process/free-port.ts';
import { must } from './check.ts';
import { type MemoryGroup, memoryGroup } from './memory-group.ts';

export interface ServiceCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A service of the demo as a process, with the memory of a pod where this machine can give it. */
export class ServiceProcess {
  readonly port: number;
  readonly metricsPort: number;
  readonly #child: ChildProcess;
  readonly #group: MemoryGroup | undefined;
  output = '';
  exit: number | NodeJS.Signals | undefined;

  private constructor(command: ServiceCommand, port: number, metricsPort: number) {
    this.port = port;
    this.metricsPort = metricsPort;
    this.#group = memoryGroup(`${command.name}-${port}`);
    const script = `${this.#group === undefined ? '' : `${this.#group.enter}; `}exec "$0" "$@"`;
    this.#child = spawn('sh', ['-c', script, command.program, ...command.args], {
      cwd: command.folder,
      env: {
        PATH: process.env['PATH'],
        ...command.environment,
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-4_000_000);
      });
    }
    this.#child.once('exit', (code, signal) => {
      this.exit = code ?? signal ?? undefined;
    });
  }

  /** Started and ready. */
  static async start(command: ServiceCommand): Promise<ServiceProcess> {
    const service = new ServiceProcess(command, await freePort(), await freePort());
    const until = Date.now() + 60_000;
    while (!(await service.isReady())) {
      if (!service.alive || Date.now() >= until) await service.kill();
      must(service.exit === undefined, `${command.name} ended before it was ready:\n${service.output}`);
      must(Date.now() < until, `${command.name} was not ready within 60 s:\n${service.output}`);
      await delay(50);
    }
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get alive(): boolean {
    return this.exit === undefined;
  }

  /** Bytes in memory now. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
  }

  /** Milliseconds that it has computed. */
  get computed(): number {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // In user mode and in the kernel's, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** The most that it had at a time; `undefined` where it has no group of its own. */
  get peak(): number | undefined {
    return this.#group?.peak();
  }

  async metrics(): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`, { signal: AbortSignal.timeout(5000) });
    return answer.text();
  }

  async isReady(): Promise<boolean> {
    const asked = fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    return asked.then(
      async (answer) => {
        await answer.body?.cancel();
        return answer.ok;
      },
      () => false,
    );
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Told to end. @returns the milliseconds until it had. */
  async terminate(): Promise<number> {
    const began = performance.now();
    if (this.alive) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    this.#group?.remove();
    return performance.now() - began;
  }

  async kill(): Promise<void> {
    if (this.alive) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    this.#group?.remove();
  }
}
