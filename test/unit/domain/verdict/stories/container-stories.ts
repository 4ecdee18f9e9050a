import { crashing, ended, event, pod, seen, waiting } from '../api-rollout.ts';
import { type Story, started } from './story.ts';

/** Containers that do not start, do not stay, or never become ready. */
export const CONTAINER_STORIES: readonly Story[] = [
  {
    name: 'the third crash',
    class: 'crash-loop',
    facts: [...started, seen(pod(crashing(3, ended(7))))],
    notYet: -1,
    failed: 0,
    says: ['"api"', 'exit code 7', '3 times'],
  },
  {
    name: 'the second kill for memory',
    class: 'oom',
    facts: [...started, seen(pod(crashing(2, ended(137, 'OOMKilled'))))],
    notYet: -1,
    failed: 0,
    says: ['"api"', 'OOMKilled', '64Mi'],
  },
  {
    name: 'a ConfigMap that does not exist',
    class: 'config-missing',
    facts: [...started, seen(pod({ state: waiting('CreateContainerConfigError', 'configmap "settings" not found') }))],
    notYet: 29,
    failed: 30,
    says: ['"api"', 'configmap "settings" not found'],
  },
  {
    name: 'a Secret that cannot be mounted',
    class: 'config-missing',
    facts: [
      ...started,
      seen(pod()),
      seen(event('FailedMount', 'MountVolume.SetUp failed for volume "tls" : secret "tls" not found')),
    ],
    notYet: 67,
    failed: 68,
    says: ['"api"', 'secret "tls" not found'],
  },
  {
    name: 'a folder of the node that is not there',
    class: 'volume-failed',
    facts: [
      ...started,
      seen(pod()),
      seen(
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "secret" : hostPath type check failed: /data is not a directory',
        ),
      ),
      seen(
        event(
          'FailedMount',
          'Unable to attach or mount volumes: unmounted volumes=[secret]: context deadline exceeded',
        ),
      ),
    ],
    notYet: 67,
    failed: 68,
    says: ['pod "api-new-1"', 'cannot be mounted', '/data is not a directory'],
  },
  {
    name: 'a volume that another node holds, told anew with each try, beside a delay of the kubelet',
    class: 'volume-failed',
    facts: [
      ...started,
      seen(pod()),
      ...['a', 'b'].map((id) =>
        seen(event('FailedAttachVolume', `AttachVolume.Attach failed for volume "pvc": RequestID: ${id}`)),
      ),
      seen(event('FailedMount', 'MountVolume.SetUp failed for volume "settings" : failed to sync configmap cache')),
    ],
    notYet: 389,
    failed: 390,
    says: ['cannot be attached', 'RequestID: b'],
  },
  {
    name: 'a volume that another node holds',
    class: 'volume-failed',
    facts: [
      ...started,
      seen(pod()),
      seen(
        event(
          'FailedAttachVolume',
          'Multi-Attach error for volume "pvc-31f0" Volume is already used by pod(s) api-old-1',
        ),
      ),
    ],
    notYet: 389,
    failed: 390,
    says: ['pod "api-new-1"', 'cannot be attached', 'already used by pod(s) api-old-1'],
  },
  {
    name: 'a driver that no node has, which is no missing Secret',
    class: 'volume-failed',
    facts: [
      ...started,
      seen(pod()),
      seen(
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "t" : kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name nope.example.com not found in the list of registered CSI drivers',
        ),
      ),
    ],
    notYet: 67,
    failed: 68,
    says: ['nope.example.com not found'],
  },
  {
    name: 'a hook after the start that fails, so that the container is killed',
    class: 'crash-loop',
    facts: [
      ...started,
      seen(
        pod({
          state: waiting(
            'PostStartHookError',
            'Exec lifecycle hook ([sh -c warm-up]) for Container "api" in Pod "api-new-1" failed - error: command \'sh -c warm-up\' exited with 3: , message: "no cache"',
          ),
        }),
      ),
      seen(event('FailedPostStartHook', 'PostStartHook failed', { count: 3 })),
      seen(pod(crashing(3, ended(137)))),
    ],
    notYet: -1,
    failed: 0,
    says: ['Container "api"', '3 times', 'postStart hook fails', 'exited with 3', 'no cache'],
  },
  {
    name: 'a user that the image does not have',
    class: 'container-create',
    facts: [
      ...started,
      seen(
        pod({ state: waiting('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root') }),
      ),
    ],
    notYet: 2,
    failed: 3,
    says: ['"api"', 'runAsNonRoot'],
  },
  {
    name: 'a runtime that cannot create the container, also when it is asked again',
    class: 'container-create',
    facts: [...started, seen(pod({ state: waiting('CreateContainerError', 'context deadline exceeded') }))],
    notYet: 16,
    failed: 17,
    says: ['"api"', 'CreateContainerError: context deadline exceeded'],
  },
  {
    name: 'a command that is not in the image',
    class: 'container-create',
    facts: [
      ...started,
      seen(pod(crashing(2, ended(128, 'StartError', 'exec: "serve": executable file not found in $PATH')))),
    ],
    notYet: -1,
    failed: 0,
    says: ['"api"', 'executable file not found'],
  },
  {
    name: 'an init container that fails for the third time',
    class: 'init-failed',
    facts: [...started, seen(pod({ state: waiting('PodInitializing'), init: { restarts: 2, state: ended(2) } }))],
    notYet: -1,
    failed: 0,
    says: ['init container "migrate"', 'exit code 2'],
  },
  {
    name: 'the second kill by the liveness probe',
    class: 'liveness-kill',
    facts: [
      ...started,
      seen(pod({ state: { running: {} }, restarts: 1, started: true })),
      seen(event('Killing', 'Container api failed liveness probe, will be restarted', { count: 2 })),
      seen(event('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500')),
    ],
    notYet: -1,
    failed: 0,
    says: ['"api"', 'GET /health/live on port http', '500'],
  },
  {
    name: 'a loop of kills by the liveness probe, although the pod was ready between them',
    class: 'liveness-kill',
    facts: [
      ...started,
      seen(pod({ ready: true, started: true })),
      seen(pod(crashing(3, ended(0, 'Completed')))),
      seen(event('Killing', 'Container api failed liveness probe, will be restarted', { count: 3 })),
      seen(event('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 404')),
    ],
    notYet: -1,
    failed: 0,
    says: ['"api"', 'liveness probe (GET /health/live on port http)', '404', '3 times'],
  },
  {
    name: 'a process that never becomes ready',
    class: 'never-ready',
    facts: [
      ...started,
      seen(pod({ state: { running: {} }, started: true })),
      seen(event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 404')),
    ],
    notYet: 59,
    failed: 60,
    says: ['"api"', 'GET /health/ready on port http', '404'],
  },
];
