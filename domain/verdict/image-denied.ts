import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, definiteGrace, pullFailures } from './pull-cause.ts';
import { missingPullSecret } from './pull-secret.ts';

const REMEDY = "Give the nodes' identity or the pod's imagePullSecrets the right to read this repository.";

export const imageDenied = failureClass({
  code: 'image-denied',
  summary: 'The registry refuses to hand the image out.',
  page: {
    observed: 'A container waits for its image, and the registry said denied, unauthorized, forbidden, 401 or 403.',
    wait: ({ imageGone, imageGoneOnce, imageGoneUnseen }) =>
      `${imageGone} s once two pulls have failed, typically 11 to 16 s; ${imageGoneOnce} s while only one has; ${imageGoneUnseen} s when events do not tell`,
    why: 'As image-not-found: the second answer is asked for 10 to 15 s after the first. "429 toomanyrequests" speaks of authentication, too, and is not this.',
    remedy: REMEDY,
  },
  find: (view) =>
    pullFailures(view)
      .filter(({ cause }) => cause === 'denied')
      .map((failure) => {
        const object = containerTitle(failure.container);
        const cause = oneLine(failure.text);
        const { pod, spec } = failure.container;
        const secret = missingPullSecret(pod, view);
        return {
          pod,
          object,
          cause,
          sentence: `${capital(object)} is denied its image by the registry (${cause}): ${spec.image}.${secret?.sentence ?? ''}`,
          remedy: secret?.remedy ?? REMEDY,
          since: failure.since,
          grace: definiteGrace(failure, view),
        };
      }),
});
