import { WAITS_FOR_DEADLINE } from './class-page.ts';
import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, pullFailures } from './pull-cause.ts';
import { notFoundGrace } from './registry-word.ts';

const REMEDY = 'Check repository, digest and platform of the image, and that its build has pushed it.';

export const imageNotFound = failureClass({
  code: 'image-not-found',
  summary: 'The registry has no such image.',
  page: {
    observed:
      'A container waits for its image, and the registry said not found, manifest unknown or name unknown. "Back-off pulling image" does not hide that answer.',
    wait: ({ imageGone, imageGoneOnce, imageGoneUnseen }) =>
      `${imageGoneUnseen} s after our write, and ${imageGone} s at least, when the registry tells us then that it still has no such image; where we cannot ask it ${imageGone} s once two pulls have failed, typically 11 to 16 s; ${imageGoneOnce} s while only one has; ${imageGoneUnseen} s when events do not tell`,
    why: 'The kubelet asks again 10 to 15 s after the first answer, then after 20 s and more; a registry that replicates, or a build that is late, may bring the image meanwhile. When the registry has it and the nodes do not get it, three pulls must have failed. While another node has pulled the same image it counts as image-transient.',
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
          grace: notFoundGrace(failure, view),
        };
      }),
});
