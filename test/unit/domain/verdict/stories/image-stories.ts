import { event, IMAGE, pod, seen, waiting } from '../api-rollout.ts';
import { type Story, started } from './story.ts';

const NOT_FOUND = `failed to pull and unpack image "${IMAGE}": ${IMAGE}: not found`;

/** Images that do not come. */
export const IMAGE_STORIES: readonly Story[] = [
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
];
