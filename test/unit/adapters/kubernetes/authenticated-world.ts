import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterAccess } from '../../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { FaultProxy, statusAnswer } from './fault-proxy.ts';
import { PatientClock } from './patient-clock.ts';
import { json, ScriptedServer } from './scripted-server.ts';

/** The pod that everybody asks for. */
export const POD = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' };

/** A server behind TLS that sees who asks, and clients of it by kubeconfig files, in a folder of their own. */
export class AuthenticatedWorld {
  readonly clock: PatientClock;
  readonly front: FaultProxy;
  readonly #api: ScriptedServer;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sluice-authentication-'));
  readonly #closing: (() => unknown)[] = [];

  private constructor(clock: PatientClock, front: FaultProxy, api: ScriptedServer) {
    this.clock = clock;
    this.front = front;
    this.#api = api;
    clock.network = () => ({ activity: front.activity, inFlight: front.inFlight });
  }

  static async open(): Promise<AuthenticatedWorld> {
    const api = new ScriptedServer();
    await api.start();
    api.on('GET /api/v1/namespaces/shop/pods/a', json(200, { metadata: { name: 'a' } }));
    const clock = new PatientClock();
    return new AuthenticatedWorld(clock, await FaultProxy.start(api.url, clock, { clientCertificates: true }), api);
  }

  /** What else ends with this world. */
  onClose(...closing: (() => unknown)[]): void {
    this.#closing.push(...closing);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#closing.splice(0).map((close) => close()), this.front.stop(), this.#api.stop()]);
    rmSync(this.#folder, { recursive: true });
  }

  /** @returns the path of a file of this name and text, beside the kubeconfig. */
  written(name: string, text: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** A cluster by a kubeconfig file for this user. */
  as(
    user: object,
    cluster: object = {},
    environment: Record<string, string> = {},
    say: (line: string) => void = () => {},
  ): KubernetesCluster {
    const path = this.written(
      'config',
      JSON.stringify({
        'current-context': 'c',
        contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
        clusters: [
          {
            name: 'k',
            cluster: {
              server: this.front.url,
              'certificate-authority-data': Buffer.from(this.front.authority.certificate).toString('base64'),
              ...cluster,
            },
          },
        ],
        users: [{ name: 'u', user }],
      }),
    );
    const made = new KubernetesCluster(
      () => clusterAccess(path, environment),
      this.clock,
      () => 0.5,
      say,
    );
    this.onClose(() => made.close());
    return made;
  }

  /** The `Authorization` of every request, in order. */
  shown(): (string | undefined)[] {
    return this.front.seen.map(({ headers }) => headers.authorization);
  }

  /** From now on every other `Authorization` is answered with 401. */
  accepts(...tokens: string[]): void {
    this.front.fault = ({ headers }) =>
      tokens.includes(headers.authorization ?? '') ? undefined : statusAnswer(401, 'Unauthorized');
  }

  /** A plugin that counts its runs in a file and answers what `answer` makes of the count. */
  plugin(answer: string, more: object = {}) {
    const count = join(this.#folder, 'count');
    const script = `const fs = require('node:fs'); let n = 0; try { n = Number(fs.readFileSync(${JSON.stringify(count)}, 'utf8')) } catch {}
    fs.writeFileSync(${JSON.stringify(count)}, String(++n)); ${answer}`;
    return {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', script],
        interactiveMode: 'Never',
        ...more,
      },
    };
  }
}

/** The code of a plugin that answers this status, which is code, too. */
export const credential = (status: string) =>
  `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: ${status} }));`;
/** What a promise fails with. */
export const sentence = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => error.message,
  );
