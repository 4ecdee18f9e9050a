import { BACK_OFF, event, pod, waiting } from '../recorded/pods.ts';
import { Script } from '../recorded/script.ts';
import { DEPLOYMENT, deployment, image, replicaSet } from '../recorded/workloads.ts';
import type { Trap } from './trap.ts';

const MISSING = `failed to pull and unpack image "${image()}": failed to resolve reference "${image()}": ${image()}: not found`;
const started = (subject = new Script(DEPLOYMENT)) =>
  subject.at(0, deployment({ replicas: 1, total: 2, updated: 1, ready: 1 }), replicaSet());

export const backOffAfterTheError: Trap = {
  number: 3,
  name: '"Back-off pulling image" comes after the error and must not hide it',
  script: started()
    .at(2, pod({ state: waiting('ErrImagePull', MISSING) }))
    .at(3, pod({ state: waiting('ImagePullBackOff', BACK_OFF) })),
  moments: [
    { at: 17, state: 'progressing' },
    { at: 18, state: 'failed', class: 'image-not-found', says: 'not found' },
  ],
  never: ['image-transient', { says: 'Back-off' }],
};

export const backOffIsAllWeSaw: Trap = {
  number: 3,
  name: 'when the watch began in the back-off, the kubelet’s event still tells the cause',
  script: started().at(
    9,
    pod({ state: waiting('ImagePullBackOff', BACK_OFF) }),
    event('Failed', `Failed to pull image "${image()}": ${MISSING}`, { container: 'api', count: 2 }),
  ),
  moments: [
    { at: 18, state: 'progressing' },
    { at: 19, state: 'failed', class: 'image-not-found', says: image() },
  ],
  never: ['image-transient', { says: 'Back-off' }],
};
