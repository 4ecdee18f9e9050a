import { event, pod, waiting } from '../recorded/pods.ts';
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
