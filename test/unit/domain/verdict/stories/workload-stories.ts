import { deployment, pod, replicaSet, seen } from '../api-rollout.ts';
import { BACKOFF_LIMIT, CERTIFICATE, CLAIM, certificate, claim, EVICTED, STALLED } from '../recorded/other-kinds.ts';
import { ended as recordedEnd, event as recordedEvent, pod as recordedPod } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import * as recorded from '../recorded/workloads.ts';
import { DEPLOYMENT, JOB } from '../recorded/workloads.ts';
import { type Story, started } from './story.ts';

/** Workloads that get no pods, lose them or run out of time, and other kinds that fail as a whole. */
export const WORKLOAD_STORIES: readonly Story[] = [
  {
    name: 'a quota that leaves no room',
    class: 'create-refused',
    facts: [
      seen(deployment()),
      seen(
        replicaSet('new', [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message:
              'pods "api-new-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2',
          },
        ]),
      ),
    ],
    notYet: 11,
    failed: 12,
    says: ['Deployment "api"', 'exceeded quota: pods'],
  },
  {
    name: 'a pod that no node takes',
    class: 'unschedulable',
    facts: [
      ...started,
      seen(
        pod({
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: "0/1 nodes are available: 1 node(s) didn't match node selector.",
            },
          ],
        }),
      ),
    ],
    notYet: 339,
    failed: 340,
    says: ['pod "api-new-1"', "didn't match node selector"],
  },
  {
    name: 'a Job whose only try failed',
    class: 'job-failed',
    facts: new Script(JOB, { generation: 1 }).at(
      0,
      recorded.job({ failed: 1, conditions: [BACKOFF_LIMIT] }, { spec: { backoffLimit: 0 } }),
      recordedPod({ owner: 'Job', name: 'api-7xk2p', phase: 'Failed', state: recordedEnd(3) }),
    ),
    notYet: -1,
    failed: 0,
    says: ['Job "api"', 'container "api" of pod "api-7xk2p"', 'exit code 3', 'BackoffLimitExceeded'],
  },
  {
    name: 'a claim whose storage class does not exist',
    class: 'pvc-pending',
    facts: new Script(CLAIM, { generation: 0 }).at(
      0,
      claim('Pending'),
      recordedEvent('ProvisioningFailed', 'storageclass.storage.k8s.io "fast" not found', { about: claim('Pending') }),
    ),
    notYet: 59,
    failed: 60,
    says: ['PersistentVolumeClaim "data"', 'storageclass.storage.k8s.io "fast" not found'],
  },
  {
    name: 'a controller that has given up',
    class: 'stalled',
    facts: new Script(CERTIFICATE).at(0, certificate([STALLED], { generation: 4, observedGeneration: 4 })),
    notYet: 9,
    failed: 10,
    says: ['Certificate "api"', 'IssuerNotFound', 'no issuer of this name'],
  },
  {
    name: 'the fifth pod that a full node threw out',
    class: 'evicted',
    facts: new Script(DEPLOYMENT).at(
      0,
      recorded.deployment({ total: 4, updated: 1 }),
      recorded.replicaSet(),
      ...[1, 2, 3, 4, 5].map((created) => recordedPod({ ...EVICTED, name: `api-7f6d8c9b5-e${created}`, created })),
    ),
    notYet: -1,
    failed: 0,
    says: ['Deployment "api"', 'pod "api-7f6d8c9b5-e5"', 'low on resource: memory', '5 pods'],
  },
  {
    name: 'nothing but time that passed',
    class: 'deadline',
    facts: [...started, seen(pod())],
    notYet: 599,
    failed: 600,
    says: ['Deployment "api"', '600 s', '0 of 2 new pods'],
  },
];
