import type { FailureCode } from '../../../../../../domain/verdict/table.ts';
import { BACK_OFF } from '../pods.ts';
import { image } from '../workloads.ts';
import { CONTAINER, type Life } from './life.ts';
import { answered, asked, pulling, started } from './new-pod.ts';

const DENIED = 'failed to authorize: failed to fetch oauth token: 403 Forbidden';

/** Images that do not come. */
export const IMAGE_LIVES = {
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
} satisfies Partial<Record<FailureCode, Life>>;
