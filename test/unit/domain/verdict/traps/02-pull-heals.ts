import { BACK_OFF, event, pod, waiting } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, image, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const AWAY = `failed to pull and unpack image "${image()}": failed to resolve reference "${image()}": unexpected status from HEAD request to https://asia-northeast3-docker.pkg.dev/v2/shop/services/api/manifests: 503 Service Unavailable`;
const pulling = (count: number) =>
  event('Pulling', `Pulling image "${image()}"`, { count, type: 'Normal', container: 'api' });

export const registryComesBack: Trap = {
  number: 2,
  name: 'a registry that answers 503 for half a minute comes back',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet(), pod())
    .at(2, pod({ state: waiting('ErrImagePull', AWAY) }), pulling(1))
    .at(
      14,
      pod({ state: waiting('ImagePullBackOff', `Back-off pulling image "${image()}": ErrImagePull: ${AWAY}`) }),
      pulling(2),
    )
    .at(38, pod({ state: waiting('ErrImagePull', AWAY) }), pulling(3))
    .at(80, pod({ ready: true }))
    .at(80, deployment({ replicas: 1 })),
  moments: [
    { at: 79, state: 'progressing' },
    { at: 90, state: 'complete' },
  ],
  never: ['failed'],
};

const MISSING = `rpc error: code = NotFound desc = failed to pull and unpack image "${image()}": ${image()}: not found`;

export const oneNodeOnly: Trap = {
  number: 2,
  name: 'one node whose mirror does not have the image yet, while another node runs it',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 2, total: 3, updated: 2, ready: 1 }), replicaSet())
    .at(2, pod({ name: 'api-7f6d8c9b5-aaaaa', ready: true }))
    .at(2, pod({ name: 'api-7f6d8c9b5-bbbbb', state: waiting('ErrImagePull', MISSING) }))
    .at(100, pod({ name: 'api-7f6d8c9b5-bbbbb', ready: true }))
    .at(100, deployment({ replicas: 2 })),
  moments: [
    { at: 99, state: 'progressing' },
    { at: 110, state: 'complete' },
  ],
  never: ['failed', 'image-not-found'],
};

const answered = (count: number) =>
  event('Failed', `Failed to pull image "${image()}": ${MISSING}`, { count, container: 'api' });

export const secondAskSucceeds: Trap = {
  number: 2,
  name: 'the registry has the image when it is asked again, and the second pull takes half a minute',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(2, pod({ state: waiting('ErrImagePull', MISSING) }), pulling(1), answered(1))
    .at(3, pod({ state: waiting('ImagePullBackOff', BACK_OFF) }))
    .at(15, pulling(2))
    .at(45, pod({ ready: true }))
    .at(45, deployment({ replicas: 1 })),
  moments: [
    { at: 44, state: 'progressing' },
    { at: 55, state: 'complete' },
  ],
  never: ['failed'],
};

export const secondAnswer: Trap = {
  number: 2,
  name: 'the second answer is the same as the first, and then nothing is waited for',
  script: new Script(DEPLOYMENT)
    .at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet())
    .at(2, pod({ state: waiting('ErrImagePull', MISSING) }), pulling(1), answered(1))
    .at(3, pod({ state: waiting('ImagePullBackOff', BACK_OFF) }))
    .at(14, pulling(2))
    .at(15, pod({ state: waiting('ErrImagePull', MISSING) }), answered(2)),
  moments: [
    { at: 14, state: 'progressing' },
    { at: 15, state: 'failed', class: 'image-not-found', says: 'not found' },
  ],
  never: ['image-transient'],
};
