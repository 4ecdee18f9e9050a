import type { Container, Pod as KubernetesPod } from 'kubernetes-types/core/v1.d.ts';
import type { Pod } from '../controllers/resource.ts';
import type { LogWriter } from './container-log.ts';

/** What runs containers for the kubelet: one implementation follows scripts, the other starts processes. Everything answers by
 *  calling back, so that the same kubelet runs on a virtual clock. */
export interface ContainerRuntime {
  /** Whether what containers write into the volume of a claim is there for the next ones. A pod that mounts such a volume is
   *  refused by name unless it is. */
  readonly keepsVolumes?: true;
  /** The image, if it was pulled before. */
  image(reference: string): Image | undefined;
  /** Fetches an image and calls back once. */
  pull(reference: string, done: (result: Image | PullFailure) => void): void;
  /** Starts a container. `events.started` or `events.failed` comes first; after `started`, `exited` comes once. None of them
   *  comes from within `start`, or from within `signal`. */
  start(request: ContainerRequest, events: ContainerEvents): ContainerHandle;
  /** Where a port of a pod is reached on this machine; `undefined` when nothing listens for it. */
  localPort(podUid: string, port: number): number | undefined;
  /** Ends every container without grace. */
  close(): Promise<void>;
}

export interface Image {
  readonly imageId: string;
  readonly bytes: number;
}

export interface PullFailure {
  readonly failure: string;
}

export interface ContainerRequest {
  readonly pod: Pod;
  readonly podIp: string;
  readonly container: Container;
  readonly containerId: string;
  readonly restartCount: number;
  readonly environment: readonly (readonly [name: string, value: string])[];
  /** Files of ConfigMap and Secret volumes by absolute path in the container. */
  readonly files: ReadonlyMap<string, string>;
  readonly log: LogWriter;
}

export interface ContainerEvents {
  started(): void;
  failed(failure: StartFailure): void;
  exited(exit: Exit): void;
}

/** `CreateContainerError`: the container could not be made. `StartError`: it was made, and its command could not be run. */
export interface StartFailure {
  readonly reason: 'CreateContainerError' | 'StartError';
  readonly message: string;
}

export interface Exit {
  readonly exitCode: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled';
}

export interface ContainerHandle {
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
  probe(action: ProbeAction, timeoutMilliseconds: number, done: (result: ProbeResult) => void): void;
}

/** A probe or a hook with its port as a number. */
export type ProbeAction =
  | {
      readonly kind: 'http';
      readonly scheme: string;
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

export interface ProbeResult {
  readonly outcome: 'success' | 'failure' | 'warning';
  readonly output: string;
}

export type ContainerStatus = NonNullable<NonNullable<KubernetesPod['status']>['containerStatuses']>[number];
