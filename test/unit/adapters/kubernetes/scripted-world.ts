import type { ClusterAccess } from '../../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import type { Clock } from '../../../../engine/rollout/clock.ts';
import { ScriptedServer } from './scripted-server.ts';

/** Waits of a retry pass at once; timeouts of a call stay away. */
class HastyClock implements Clock {
  #passed = Date.parse('2026-11-23T12:00:00Z');

  now(): number {
    return this.#passed;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const wait = () => {
      this.#passed += milliseconds;
      callback();
    };
    const timer = setTimeout(wait, milliseconds >= 5_000 ? 60_000 : 1);
    timer.unref();
    return () => clearTimeout(timer);
  }
}

/** A scripted API server, and our client of it on a clock that lets nobody wait. */
export class ScriptedWorld {
  readonly server: ScriptedServer;
  readonly clock: Clock = new HastyClock();
  readonly cluster: KubernetesCluster;
  readonly #clusters: KubernetesCluster[] = [];

  private constructor(server: ScriptedServer) {
    this.server = server;
    this.cluster = this.clusterBy(() => server.access());
  }

  static async open(): Promise<ScriptedWorld> {
    const server = new ScriptedServer();
    await server.start();
    return new ScriptedWorld(server);
  }

  /** A client of its own, which reads its credentials like this. */
  clusterBy(load: () => ClusterAccess): KubernetesCluster {
    const made = new KubernetesCluster(load, this.clock, () => 0.5);
    this.#clusters.push(made);
    return made;
  }

  async close(): Promise<void> {
    for (const cluster of this.#clusters) cluster.close();
    await this.server.stop();
  }
}
