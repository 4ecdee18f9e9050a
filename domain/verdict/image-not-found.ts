import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, isAboutPlatform, pullFailures } from './pull-cause.ts';
import { missingPullSecret } from './pull-secret.ts';
import { notFoundGrace } from './registry-word.ts';

const REMEDY = 'Check repository, digest and platform of the image, and that its build has pushed it.';

const PLATFORM =
  'Build the image for that platform, too (docker buildx build --platform), or lead the pod to nodes that it is built for (kubernetes.io/arch).';

export const imageNotFound = failureClass({
  code: 'image-not-found',
  summary: 'The registry has no such image, or not for the platform of the node.',
  page: {
    observed:
      'A container waits for its image, and the registry said not found, manifest unknown, name unknown or no match for platform. "Back-off pulling image" does not hide that answer.',
    wait: ({ imageGone, imageGoneOnce, imageGoneUnseen }) =>
      `${imageGoneUnseen} s after our write, and ${imageGone} s at least, when the registry tells us then that it still has no such image; where we cannot ask it ${imageGone} s once two pulls have failed, typically 11 to 16 s; ${imageGoneOnce} s while only one has; ${imageGoneUnseen} s when events do not tell`,
    why: 'The kubelet asks again 10 to 15 s after the first answer, then after 20 s and more; a registry that replicates, or a build that is late, may bring the image meanwhile. When the registry has it and the nodes do not get it, three pulls must have failed. While another node has pulled the same image it counts as image-transient.',
    remedy: REMEDY,
  },
  find: (view) =>
    pullFailures(view)
      .filter(({ cause }) => cause === 'not-found')
      .map((failure) => {
        const object = containerTitle(failure.container);
        const cause = oneLine(failure.text);
        const { pod, spec } = failure.container;
        const secret = missingPullSecret(pod, view);
        const platform = isAboutPlatform(failure.text);
        const what = platform ? 'is not built for the platform of its node' : 'is not in the registry';
        return {
          pod,
          object,
          cause,
          sentence: `${capital(object)} has an image that ${what} (${cause}): ${spec.image}.${secret?.sentence ?? ''}`,
          remedy: platform ? PLATFORM : (secret?.remedy ?? REMEDY),
          ...(platform ? { trouble: 'other-platform' as const } : {}),
          since: failure.since,
          grace: notFoundGrace(failure, view),
        };
      }),
});
