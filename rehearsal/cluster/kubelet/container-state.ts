import type { ContainerStatus } from './container-runtime.ts';

export interface Waiting {
  readonly kind: 'waiting';
  readonly reason: string;
  readonly message?: string;
}

export interface Running {
  readonly kind: 'running';
  readonly startedAt: number;
}

export interface Terminated {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  /** 0 when it never ran. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly containerId: string;
}

/** What the kubelet knows of one container of a pod at one moment. */
export interface ContainerSnapshot {
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  /** Of the latest instance; empty before the first. */
  readonly containerId: string;
  readonly restartCount: number;
  readonly state: Waiting | Running | Terminated;
  /** How the instance before ended. */
  readonly last: Terminated | undefined;
  readonly started: boolean;
  readonly ready: boolean;
}

/** The snapshot as `status.containerStatuses` shows it.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-states */
export const containerStatus = (snapshot: ContainerSnapshot): ContainerStatus => ({
  name: snapshot.name,
  image: snapshot.image,
  imageID: snapshot.imageId,
  ...(snapshot.containerId === '' ? {} : { containerID: snapshot.containerId }),
  restartCount: snapshot.restartCount,
  ready: snapshot.ready,
  started: snapshot.started,
  state: stateOf(snapshot.state),
  lastState: snapshot.last === undefined ? {} : stateOf(snapshot.last),
});

const stateOf = (state: ContainerSnapshot['state']): NonNullable<ContainerStatus['state']> => {
  switch (state.kind) {
    case 'waiting':
      return { waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) } };
    case 'running':
      return { running: { startedAt: time(state.startedAt) } };
    case 'terminated':
      return {
        terminated: {
          exitCode: state.exitCode,
          reason: state.reason,
          ...(state.message === undefined ? {} : { message: state.message }),
          startedAt: time(state.startedAt),
          finishedAt: time(state.finishedAt),
          containerID: state.containerId,
        },
      };
  }
};

const time = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
