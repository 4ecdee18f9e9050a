import { WAITS_FOR_DEADLINE } from './class-page.ts';
import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, definiteGrace, pullFailures } from './pull-cause.ts';

const REMEDY = 'Check repository, digest and platform of the image, and that its build has pushed it.';

export const imageNotFound = failureClass({
  code: 'image-not-found',
  summary: 'The registry has no such image.',
  page: {
    observed:
      'A container waits for its image, and the registry said not found, manifest unknown or name unknown. "Back-off pulling image" does not hide that answer.',
    wait: ({ imageGone, imageGoneOnce, imageGoneUnseen }) =>
      `${imageGone} s once two pulls have failed, typically 11 to 16 s; ${imageGoneOnce} s while only one has; ${imageGoneUnseen} s when events do not tell`,
    why: 'The kubelet asks again 10 to 15 s after the first answer; a registry that replicates may know the image by then. While another node has pulled the same image it counts as image-transient.',
    others: {
      ...WAITS_FOR_DEADLINE,
      krane: 'seconds: when a poll meets ErrImagePull and not the back-off between',
      kubedog: 'seconds: also for a pull that heals',
    },
    remedy: REMEDY,
  },
  find: (view) =>
    pullFailures(view)
      .filter(({ cause }) => cause === 'not-found')
      .map((failure) => {
        const object = containerTitle(failure.container);
        const cause = oneLine(failure.text);
        return {
          pod: failure.container.pod,
          object,
          cause,
          sentence: `${capital(object)} has an image that is not in the registry (${cause}): ${failure.container.spec.image}.`,
          remedy: REMEDY,
          since: failure.since,
          grace: definiteGrace(failure, view),
        };
      }),
});
