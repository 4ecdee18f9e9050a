import { crashing, ended, event, pod, unplaced, waiting } from '../pods.ts';
import { Script, time } from '../script.ts';
import { DEPLOYMENT, deployment, image, replicaSet } from '../workloads.ts';

/** One pod is being replaced by a new one, while the old ReplicaSet's pods do what does not matter. */
export const started = (): Script =>
  new Script(DEPLOYMENT)
    .at(
      0,
      deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }),
      replicaSet('old'),
      replicaSet(),
      pod({ template: 'old', name: 'api-5d9c7b6f4-aaaaa', ...crashing(7) }),
    )
    .at(1, unplaced({ reason: 'Unschedulable', message: '0/3 nodes are available: 3 Too many pods.' }))
    .at(2, pod());

export const probeKill = (count: number) =>
  event('Killing', 'Container api failed liveness probe, will be restarted', {
    count,
    container: 'api',
    type: 'Normal',
  });
export const running = (restarts: number) => pod({ state: { running: { startedAt: time(3) } }, restarts });
export const initPod = (restarts: number, state: ReturnType<typeof ended>) =>
  pod({
    state: waiting('PodInitializing'),
    spec: { initContainers: [{ name: 'migrate', image: image() }] },
    status: {
      initContainerStatuses: [
        {
          name: 'migrate',
          image: image(),
          imageID: image(),
          ready: false,
          restartCount: restarts,
          state,
          lastState: ended(2),
        },
      ],
    },
  });
export const pulling = (state: string, message: string) => pod({ state: waiting(state, message) });
export const asked = (count: number) =>
  event('Pulling', `Pulling image "${image()}"`, { count, type: 'Normal', container: 'api' });
export const answered = (count: number) =>
  event('Failed', `Failed to pull image "${image()}": ${image()}: not found`, { count, container: 'api' });
