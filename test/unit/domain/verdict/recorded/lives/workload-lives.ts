import type { FailureCode } from '../../../../../../domain/verdict/table.ts';
import { BACKOFF_LIMIT, CERTIFICATE, CLAIM, certificate, claim, condition, EVICTED, STALLED } from '../other-kinds.ts';
import { ended, event, pod, unplaced } from '../pods.ts';
import { Script, time } from '../script.ts';
import {
  DEPLOYMENT,
  deployment,
  JOB,
  job,
  progressing,
  refusedCreation,
  replicaSet,
  STATEFUL_SET,
  statefulSet,
} from '../workloads.ts';
import { type Life, WORKLOAD } from './life.ts';
import { started } from './new-pod.ts';

/** Workloads that get no pods, lose them or run out of time, and other kinds that fail as a whole. */
export const WORKLOAD_LIVES = {
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
} satisfies Partial<Record<FailureCode, Life>>;
