import type { FailureCode } from '../../../../../../domain/verdict/table.ts';
import { condition } from '../other-kinds.ts';
import { crashing, ended, event, pod } from '../pods.ts';
import { CONTAINER, type Life } from './life.ts';
import { initPod, probeKill, pulling, running, started } from './new-pod.ts';

/** Containers that do not start, do not stay, or never become ready. */
export const CONTAINER_LIVES = {
  'config-missing': {
    script: () => started().at(3, pulling('CreateContainerConfigError', 'secret "credentials" not found')),
    object: CONTAINER,
    cause: /secret "credentials" not found/,
  },
  'volume-failed': {
    script: () =>
      started().at(
        3,
        pod({ conditions: [condition('PodReadyToStartContainers', 'False')] }),
        event(
          'FailedMount',
          'MountVolume.SetUp failed for volume "t" : hostPath type check failed: /data is not a directory',
        ),
      ),
    object: /pod "api-7f6d8c9b5-x2x9p"/,
    cause: /\/data is not a directory/,
  },
  'container-create': {
    script: () =>
      started()
        .at(3, pulling('RunContainerError', 'exec: "serve": executable file not found in $PATH'))
        .at(
          5,
          pod(crashing(2, ended(128, 'StartError', { message: 'exec: "serve": executable file not found in $PATH' }))),
        ),
    object: CONTAINER,
    cause: /executable file not found/,
  },
  oom: {
    script: () =>
      started()
        .at(3, pod(crashing(1, ended(137, 'OOMKilled'))))
        .at(14, pod(crashing(2, ended(137, 'OOMKilled')))),
    object: CONTAINER,
    cause: /OOMKilled at its memory limit of 512Mi/,
  },
  'liveness-kill': {
    script: () =>
      started().at(3, running(0)).at(33, probeKill(1)).at(34, running(1)).at(64, probeKill(2)).at(65, running(2)),
    object: CONTAINER,
    cause: /liveness probe \(GET \/health\/live on port http\)/,
  },
  'init-failed': {
    script: () =>
      started()
        .at(3, initPod(0, ended(2)))
        .at(4, initPod(1, ended(2)))
        .at(15, initPod(2, ended(2))),
    object: /init container "migrate" of pod "api-7f6d8c9b5-x2x9p"/,
    cause: /exit code 2/,
  },
  'crash-loop': {
    script: () =>
      started()
        .at(3, running(0))
        .at(4, pod(crashing(1)))
        .at(5, running(1))
        .at(6, pod(crashing(2)))
        .at(17, pod(crashing(3))),
    object: CONTAINER,
    cause: /exit code 1 \(Error\)/,
  },
  'never-ready': {
    script: () =>
      started()
        .at(3, running(0))
        .at(
          9,
          event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 404', {
            count: 3,
            container: 'api',
          }),
        ),
    object: CONTAINER,
    cause: /GET \/health\/ready on port http.*404/,
  },
} satisfies Partial<Record<FailureCode, Life>>;
