import { CERTIFICATE, CLAIM, certificate, claim, condition, EVICTED, STALLED } from '../other-kinds.ts';
import { BACK_OFF, crashing, ended, pod } from '../pods.ts';
import { Script } from '../script.ts';
import { DAEMON_SET, daemonSet, deployment, image, JOB, job, refusedCreation, replicaSet } from '../workloads.ts';
import { answered, asked, initPod, probeKill, pulling, running, started } from './new-pod.ts';

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
