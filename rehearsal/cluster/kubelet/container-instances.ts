import { createHash } from 'node:crypto';
import { createContainerLog, type OpenLog } from './container-log.ts';
import type { ContainerHandle, Exit, Image, StartFailure } from './container-runtime.ts';
import { environmentOf } from './environment.ts';
import { type ContainerPlace, type KubeletParts, regarding } from './kubelet-parts.ts';
import { serviceVariables } from './service-directory.ts';
import { filesOf } from './volumes.ts';

/** The instances of one container, one after the other, with their logs. */
export interface ContainerInstances {
  /** Makes the next one. @throws {MissingReference} before anything is made. */
  make(place: ContainerPlace, podIp: string, image: Image, events: InstanceEvents): void;
  /** How many were made so far. */
  count(): number;
  /** Of the latest; empty before the first. */
  id(): string;
  image(): Image | undefined;
  /** Of the one that runs. */
  handle(): ContainerHandle | undefined;
  log(id: string): OpenLog | undefined;
}

export interface InstanceEvents {
  started(handle: ContainerHandle): void;
  /** It was not made: as if nothing had been tried. */
  refused(message: string): void;
  /** It was made, and its command could not be run. */
  broken(failure: StartFailure): void;
  exited(exit: Exit): void;
}

export const createContainerInstances = ({
  clock,
  node,
  runtime,
  events,
  references,
  services,
}: KubeletParts): ContainerInstances => {
  const logs = new Map<string, OpenLog>();
  let count = 0;
  let latest = '';
  let image: Image | undefined;
  let running: ContainerHandle | undefined;

  const enter = (id: string, found: Image, log: OpenLog): void => {
    count += 1;
    latest = id;
    image = found;
    logs.set(id, log);
    // A kubelet keeps the instance that runs and the one before.
    for (const old of [...logs.keys()].slice(0, -2)) logs.delete(old);
  };
  return {
    make(place, podIp, found, tell) {
      const { pod, container } = place;
      const links = serviceVariables(services.addresses(pod.metadata.namespace ?? ''));
      const environment = environmentOf(pod, container, { podIp, hostIp: node.address }, references, links);
      const files = filesOf(pod, container, references);
      const name = `${pod.metadata.uid}/${container.name}/${count}`;
      const id = `containerd://${createHash('sha256').update(name).digest('hex')}`;
      const log = createContainerLog(clock);
      const request = { pod, podIp, container, containerId: id, restartCount: count, environment, files, log };
      const made = runtime.start(request, {
        started() {
          enter(id, found, log);
          running = made;
          events.normal(regarding(place), 'Created', 'Container created');
          events.normal(regarding(place), 'Started', 'Container started');
          tell.started(made);
        },
        failed(failure) {
          log.end();
          if (failure.reason === 'CreateContainerError') return tell.refused(failure.message);
          enter(id, found, log);
          events.normal(regarding(place), 'Created', 'Container created');
          events.warning(regarding(place), 'Failed', `Error: ${failure.message}`);
          tell.broken(failure);
        },
        exited(exit) {
          running = undefined;
          log.end();
          tell.exited(exit);
        },
      });
    },
    count: () => count,
    id: () => latest,
    image: () => image,
    handle: () => running,
    log: (id) => logs.get(id),
  };
};
