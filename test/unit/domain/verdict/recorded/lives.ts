import type { FailureCode } from '../../../../../domain/verdict/table.ts';
import { BACKOFF_LIMIT, CERTIFICATE, CLAIM, certificate, claim, condition, EVICTED, STALLED } from './other-kinds.ts';
import { BACK_OFF, crashing, ended, event, pod, unplaced, waiting } from './pods.ts';
import { Script, time } from './script.ts';
import {
  DAEMON_SET,
  DEPLOYMENT,
  daemonSet,
  deployment,
  image,
  JOB,
  job,
  progressing,
  refusedCreation,
  replicaSet,
  STATEFUL_SET,
  statefulSet,
} from './workloads.ts';

export interface Life {
  readonly script: () => Script;
  /** What its sentence must name. */
  readonly object: RegExp;
  readonly cause: RegExp;
}

const CONTAINER = /container "api" of pod "api-7f6d8c9b5-x2x9p"/i;
const WORKLOAD = /(Deployment|StatefulSet) "api" in namespace "production"/;

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

const probeKill = (count: number) =>
  event('Killing', 'Container api failed liveness probe, will be restarted', {
    count,
    container: 'api',
    type: 'Normal',
  });
const running = (restarts: number) => pod({ state: { running: { startedAt: time(3) } }, restarts });
const initPod = (restarts: number, state: ReturnType<typeof ended>) =>
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
const pulling = (state: string, message: string) => pod({ state: waiting(state, message) });
const asked = (count: number) =>
  event('Pulling', `Pulling image "${image()}"`, { count, type: 'Normal', container: 'api' });
const answered = (count: number) =>
  event('Failed', `Failed to pull image "${image()}": ${image()}: not found`, { count, container: 'api' });
const DENIED = 'failed to authorize: failed to fetch oauth token: 403 Forbidden';

/** A life of every class, from the pod's first day to the sign that decides. */
export const LIVES: Readonly<Record<FailureCode, Life>> = {
  'invalid-image': {
    script: () =>
      started().at(
        3,
        pulling('InvalidImageName', 'Failed to apply default image tag "Registry/APP": couldn\'t parse image name'),
      ),
    object: CONTAINER,
    cause: /couldn't parse image name/,
  },
  'image-denied': {
    script: () =>
      started()
        .at(3, pulling('ErrImagePull', 'unexpected status: 503 Service Unavailable'))
        .at(14, pulling('ErrImagePull', DENIED))
        .at(15, pulling('ImagePullBackOff', BACK_OFF)),
    object: CONTAINER,
    cause: /403 Forbidden/,
  },
  'image-not-found': {
    script: () =>
      started()
        .at(3, pulling('ErrImagePull', `${image()}: not found`), asked(1), answered(1))
        .at(4, pulling('ImagePullBackOff', BACK_OFF))
        .at(15, asked(2))
        .at(16, pulling('ErrImagePull', `${image()}: not found`), answered(2)),
    object: CONTAINER,
    cause: /not found/,
  },
  'image-transient': {
    script: () =>
      started()
        .at(3, pulling('ErrImagePull', 'unexpected status: 503 Service Unavailable'))
        .at(4, pulling('ImagePullBackOff', BACK_OFF)),
    object: CONTAINER,
    cause: /503/,
  },
  'config-missing': {
    script: () => started().at(3, pulling('CreateContainerConfigError', 'secret "credentials" not found')),
    object: CONTAINER,
    cause: /secret "credentials" not found/,
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
  'job-failed': {
    script: () =>
      new Script(JOB, { generation: 1 })
        .at(0, job({ active: 1 }, { spec: { backoffLimit: 1 } }), pod({ owner: 'Job', name: 'api-1' }))
        .at(4, pod({ owner: 'Job', name: 'api-1', phase: 'Failed', state: ended(3) }))
        .at(
          5,
          job({ active: 1, failed: 1 }, { spec: { backoffLimit: 1 } }),
          pod({ owner: 'Job', name: 'api-2', created: 5 }),
        )
        .at(
          9,
          pod({
            owner: 'Job',
            name: 'api-2',
            created: 5,
            phase: 'Failed',
            state: ended(4, 'Error', { from: 8, to: 9 }),
          }),
        )
        .at(10, job({ failed: 2, conditions: [BACKOFF_LIMIT] }, { spec: { backoffLimit: 1 } }))
        .gone(11, 'Pod', 'api-1')
        .gone(11, 'Pod', 'api-2'),
    object: /Job "api" in namespace "production".*container "api" of pod "api-2"/,
    cause: /exit code 4/,
  },
  stalled: {
    script: () =>
      new Script(CERTIFICATE).at(0, certificate([condition('Reconciling', 'True')])).at(4, certificate([STALLED])),
    object: /Certificate "api" in namespace "production"/,
    cause: /no issuer of this name/,
  },
  'create-refused': {
    script: () => {
      const forbidden = 'pods "api-7f6d8c9b5-x" is forbidden: exceeded quota: pods, used: pods=2, limited: pods=2';
      return new Script(DEPLOYMENT)
        .at(0, deployment({ replicas: 1, total: 1, updated: 0, ready: 1 }), replicaSet('old'), replicaSet())
        .at(1, replicaSet('new', { conditions: [refusedCreation(forbidden)], replicas: 0 }))
        .at(2, event('FailedCreate', `Error creating: ${forbidden}`, { about: replicaSet(), count: 3 }));
    },
    object: WORKLOAD,
    cause: /exceeded quota/,
  },
  'pvc-pending': {
    script: () =>
      new Script(CLAIM, { generation: 0 })
        .at(0, claim('Pending'))
        .at(1, event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', { about: claim('Pending') }))
        .at(
          16,
          event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', {
            about: claim('Pending'),
            count: 2,
          }),
        ),
    object: /PersistentVolumeClaim "data" in namespace "production"/,
    cause: /storageclass\.storage\.k8s\.io "fast" not found/,
  },
  unschedulable: {
    script: () =>
      new Script(STATEFUL_SET)
        .at(0, statefulSet({ updated: 1, ready: 2 }))
        .at(
          1,
          unplaced(
            {
              reason: 'Unschedulable',
              message: "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
            },
            { owner: 'StatefulSet', name: 'api-2' },
          ),
        )
        .at(
          9,
          event('NotTriggerScaleUp', "pod didn't trigger scale-up", {
            about: pod({ owner: 'StatefulSet', name: 'api-2' }),
            count: 2,
          }),
        ),
    object: /pod "api-2" of StatefulSet "api"/,
    cause: /didn't match Pod's node affinity/,
  },
  evicted: {
    script: () => {
      const script = started();
      for (const second of [3, 5, 7, 9, 11, 13]) {
        const name = `api-7f6d8c9b5-e${10 + second}`;
        const taken = pod({ ...EVICTED, name, created: second });
        script.at(second, pod({ name, created: second }));
        // Some are deleted in the same moment: their last state comes with the news that they are gone.
        if (second < 9) script.gone(second + 1, 'Pod', name, taken);
        else script.at(second + 1, taken);
      }
      return script;
    },
    object: /Deployment "api" in namespace "production".*pod "api-7f6d8c9b5-e23"/,
    cause: /low on resource: memory/,
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
  deadline: {
    script: () =>
      started().at(
        60,
        deployment(
          { replicas: 1, total: 2, updated: 1, ready: 1 },
          { conditions: [progressing('ProgressDeadlineExceeded', time(60))] },
        ),
      ),
    object: WORKLOAD,
    cause: /progress deadline of 600 s passed with 0 of 1 new pod/,
  },
};

const good = (script: Script, second = 20) =>
  script
    .at(second, pod({ ready: true }))
    .gone(second + 1, 'Pod', 'api-5d9c7b6f4-aaaaa')
    .at(second + 2, deployment({ replicas: 1 }));

/** Lives that end well, most of them after something that looks bad. */
export const GOOD_LIVES: Readonly<Record<string, () => Script>> = {
  'a plain start': () => good(started()),
  'two crashes': () =>
    good(
      started()
        .at(3, pod(crashing(1)))
        .at(4, running(1))
        .at(6, pod(crashing(2)))
        .at(17, running(2)),
    ),
  'a broken pod that somebody deletes': () =>
    good(
      started()
        .at(3, pod({ name: 'api-7f6d8c9b5-broke', ...crashing(2) }))
        .gone(9, 'Pod', 'api-7f6d8c9b5-broke'),
    ),
  'a pod that was ready and then ended after a long run': () =>
    good(
      started()
        .at(3, pod({ ready: true }))
        .at(5, pod(crashing(3, ended(1, 'Error', { from: -600, to: 5 })))),
    ),
  'one kill for memory': () => good(started().at(3, pod(crashing(1, ended(137, 'OOMKilled'))))),
  'an image that the registry knows when it is asked again, and that takes a while to pull': () =>
    good(
      started()
        .at(3, pulling('ErrImagePull', `${image()}: not found`), asked(1), answered(1))
        .at(4, pulling('ImagePullBackOff', BACK_OFF))
        .at(15, asked(2)),
      45,
    ),
  'a Secret that comes a moment later': () =>
    good(started().at(3, pulling('CreateContainerConfigError', 'secret "s" not found'))),
  'a quota that is freed': () =>
    good(
      started()
        .at(3, replicaSet('new', { conditions: [refusedCreation('exceeded quota')] }))
        .at(9, replicaSet()),
    ),
  'an init container that fails twice': () =>
    good(
      started()
        .at(3, initPod(0, ended(2)))
        .at(4, initPod(1, ended(2))),
    ),
  'a probe that kills once': () => good(started().at(3, running(0)).at(10, probeKill(1)).at(11, running(1))),
  'four evicted pods': () => {
    const script = started();
    for (const created of [3, 4, 5, 6])
      script.at(created, pod({ ...EVICTED, name: `api-7f6d8c9b5-e${created}`, created }));
    return good(script);
  },
  'a DaemonSet': () =>
    new Script(DAEMON_SET)
      .at(
        0,
        daemonSet({ replicas: 1, updated: 0 }),
        pod({ owner: 'DaemonSet', template: 'old', name: 'api-old', ready: true }),
      )
      .gone(3, 'Pod', 'api-old')
      .at(4, pod({ owner: 'DaemonSet', name: 'api-new' }))
      .at(7, pod({ owner: 'DaemonSet', name: 'api-new', ready: true }), daemonSet({ replicas: 1 })),
  'a Job at its second try': () =>
    new Script(JOB, { generation: 1 })
      .at(0, job({ active: 1 }))
      .at(4, pod({ owner: 'Job', name: 'api-1', phase: 'Failed', state: ended(3) }))
      .at(5, job({ active: 1, failed: 1 }))
      .at(19, pod({ owner: 'Job', name: 'api-2', phase: 'Succeeded', state: ended(0, 'Completed') }))
      .at(20, job({ failed: 1, succeeded: 1, conditions: [condition('Complete', 'True')] })),
  'a claim': () => new Script(CLAIM, { generation: 0 }).at(0, claim('Pending')).at(9, claim('Bound')),
  'a custom resource that stalls for a moment': () =>
    new Script(CERTIFICATE).at(0, certificate([STALLED])).at(5, certificate([condition('Ready', 'True')])),
};
