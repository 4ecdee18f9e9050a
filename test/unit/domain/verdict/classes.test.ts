import { describe, expect, it } from '@jest/globals';
import { GRACES } from '../../../../domain/verdict/graces.ts';
import { judge } from '../../../../domain/verdict/judge.ts';
import type { Fact } from '../../../../domain/verdict/observation.ts';
import { FAILURE_CLASSES, type FailureCode } from '../../../../domain/verdict/table.ts';
import {
  APPLIED,
  crashing,
  deployment,
  ended,
  event,
  IMAGE,
  pod,
  replay,
  replicaSet,
  seen,
  waiting,
} from './api-rollout.ts';
import { BACKOFF_LIMIT, CERTIFICATE, CLAIM, certificate, claim, EVICTED, STALLED } from './recorded/other-kinds.ts';
import { ended as recordedEnd, event as recordedEvent, pod as recordedPod } from './recorded/pods.ts';
import { Script } from './recorded/script.ts';
import * as recorded from './recorded/workloads.ts';
import { DEPLOYMENT, JOB } from './recorded/workloads.ts';

interface Story {
  readonly name: string;
  readonly class: FailureCode;
  /** What is known from second 0 on: about the Deployment of `api-rollout.ts`, or a script of its own. */
  readonly facts: readonly Fact[] | Script;
  /** Seconds after the facts at which nothing has failed yet, and at which it has. */
  readonly notYet: number;
  readonly failed: number;
  readonly says: readonly string[];
}

const NOT_FOUND = `failed to pull and unpack image "${IMAGE}": ${IMAGE}: not found`;
const started = [seen(deployment()), seen(replicaSet())];

/** One story per class, with the texts that Kubernetes and containerd write. */
const STORIES: readonly Story[] = [
  {
    name: 'a digest that the registry does not have, asked for twice',
    class: 'image-not-found',
    facts: [
      ...started,
      seen(pod({ state: waiting('ErrImagePull', NOT_FOUND) })),
      seen(event('Failed', `Failed to pull image "${IMAGE}": not found`, { count: 2 })),
    ],
    notYet: 9,
    failed: 10,
    says: ['"api"', 'api-new-1', IMAGE, 'not found'],
  },
  {
    name: 'a registry that denies',
    class: 'image-denied',
    facts: [
      ...started,
      seen(pod({ state: waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: 403 Forbidden') })),
    ],
    notYet: 15,
    failed: 16,
    says: ['"api"', '403 Forbidden'],
  },
  {
    name: 'a registry that answers 503',
    class: 'image-transient',
    facts: [...started, seen(pod({ state: waiting('ErrImagePull', 'unexpected status: 503 Service Unavailable') }))],
    notYet: 119,
    failed: 120,
    says: ['"api"', '503'],
  },
  {
    name: 'too many pulls, which speaks of authentication but passes',
    class: 'image-transient',
    facts: [
      ...started,
      seen(pod({ state: waiting('ErrImagePull', '429 toomanyrequests: unauthenticated pull rate limit') })),
    ],
    notYet: 119,
    failed: 120,
    says: ['toomanyrequests'],
  },
  {
    name: 'a malformed reference',
    class: 'invalid-image',
    facts: [...started, seen(pod({ state: waiting('InvalidImageName', 'couldn\'t parse image name "Bad Tag"') }))],
    notYet: 2,
    failed: 3,
    says: ['"api"', 'InvalidImageName'],
  },
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
    notYet: 59,
    failed: 60,
    says: ['"api"', 'secret "tls" not found'],
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
    notYet: 9,
    failed: 10,
    says: ['"api"', 'runAsNonRoot'],
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
    notYet: 9,
    failed: 10,
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
    notYet: 299,
    failed: 300,
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

const observed = (facts: Story['facts']) => (facts instanceof Script ? facts.observation() : replay([[0, ...facts]]));

describe('failure classes', () => {
  it.each(STORIES)('$class: $name', ({ class: code, facts, notYet, failed, says }) => {
    const observation = observed(facts);
    if (notYet >= 0) expect(judge(observation, notYet * 1000, GRACES).state).toBe('progressing');
    const verdict = judge(observation, failed * 1000, GRACES);
    expect(verdict).toMatchObject({ state: 'failed', class: code });
    for (const text of says) expect(verdict.sentence).toContain(text);
    expect(verdict).toHaveProperty('remedy', expect.stringMatching(/\S/));
  });

  it.each(STORIES.filter(({ notYet }) => notYet >= 0))(
    '$class wakes up exactly when it fails: $name',
    ({ facts, failed }) => {
      expect(judge(observed(facts), 0, GRACES)).toMatchObject({ state: 'progressing', wakeAt: failed * 1000 });
    },
  );

  it('every class of the table has a story', () => {
    expect(new Set(STORIES.map(({ class: code }) => code))).toEqual(new Set(FAILURE_CLASSES.map(({ code }) => code)));
  });

  it('a start of 50 s is no failure within a progress deadline of 60 s, and one that never ends is told before that deadline', () => {
    const facts = [
      seen(deployment({ deadline: 60 })),
      seen(replicaSet()),
      seen(pod({ state: { running: {} }, started: true })),
    ];
    expect(judge(replay([[0, ...facts]]), 50_000, GRACES).state).toBe('progressing');
    expect(judge(replay([[0, ...facts]]), 55_000, GRACES)).toMatchObject({ state: 'failed', class: 'never-ready' });
  });

  it('a deadline of an earlier rollout does not count, a newer one does', () => {
    const exceeded = (lastUpdateTime: string) =>
      replay([
        [
          0,
          seen(
            deployment({
              conditions: [
                { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', lastUpdateTime },
              ],
            }),
          ),
        ],
      ]);
    expect(judge(exceeded('2026-11-23T11:59:59Z'), 0, GRACES).state).toBe('progressing');
    expect(judge(exceeded('2026-11-23T12:10:00Z'), 0, GRACES)).toMatchObject({ state: 'failed', class: 'deadline' });
    expect(APPLIED.serverTime).toBe('2026-11-23T12:00:00.000Z');
  });
});
