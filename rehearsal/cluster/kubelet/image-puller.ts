import { createBackOff } from './back-off.ts';
import type { Image } from './container-runtime.ts';
import { imageNameProblem, withDefaultTag } from './image-name.ts';
import { type ContainerPlace, goDuration, type KubeletParts, regarding } from './kubelet-parts.ts';

/** An image, or the waiting reason a container gets without it. */
export type ImageAnswer =
  | { readonly image: Image }
  | { readonly image: undefined; readonly reason: string; readonly message: string };

/** Sees to one container's image, with the kubelet's reasons, texts and back-off.
 *  https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff */
export interface ImagePuller {
  ensure(place: ContainerPlace, done: (answer: ImageAnswer) => void): void;
}

export const createImagePuller = ({ clock, runtime, events, timing }: KubeletParts): ImagePuller => {
  const backOff = createBackOff(clock, timing.imageBackOff, timing.longestBackOff);
  let failedAt = 0;
  let lastFailure: string | undefined;

  const refuse = (place: ContainerPlace, reason: string, message: string): ImageAnswer => {
    events.warning(regarding(place), 'Failed', `Error: ${reason}`);
    return { image: undefined, reason, message };
  };
  const pull = (place: ContainerPlace, reference: string, done: (answer: ImageAnswer) => void): void => {
    const since = clock.now();
    events.normal(regarding(place), 'Pulling', `Pulling image "${reference}"`);
    runtime.pull(reference, (result) => {
      if ('failure' in result) {
        failedAt = clock.now();
        backOff.next(failedAt);
        lastFailure = `ErrImagePull: ${result.failure}`;
        events.warning(regarding(place), 'Failed', `Failed to pull image "${reference}": ${result.failure}`);
        done(refuse(place, 'ErrImagePull', result.failure));
        return;
      }
      const took = goDuration(clock.now() - since);
      events.normal(
        regarding(place),
        'Pulled',
        `Successfully pulled image "${reference}" in ${took} (${took} including waiting). Image size: ${result.bytes} bytes.`,
      );
      done({ image: result });
    });
  };
  return {
    ensure(place, done) {
      const { image: asked = '', imagePullPolicy = 'IfNotPresent' } = place.container;
      const problem = imageNameProblem(asked);
      if (problem !== undefined) {
        events.warning(regarding(place), 'InspectFailed', problem);
        return done(refuse(place, 'InvalidImageName', problem));
      }
      const reference = withDefaultTag(asked);
      const present = imagePullPolicy === 'Always' ? undefined : runtime.image(reference);
      if (present !== undefined) {
        const message = `Container image "${asked}" already present on machine and can be accessed by the pod`;
        events.normal(regarding(place), 'Pulled', message);
        return done({ image: present });
      }
      if (imagePullPolicy === 'Never') {
        const message = `Container image "${asked}" is not present with pull policy of Never`;
        events.warning(regarding(place), 'ErrImageNeverPull', message);
        return done(refuse(place, 'ErrImageNeverPull', message));
      }
      if (lastFailure === undefined || backOff.remaining(failedAt) === 0) return pull(place, reference, done);
      events.normal(regarding(place), 'BackOff', `Back-off pulling image "${reference}"`);
      done(refuse(place, 'ImagePullBackOff', `Back-off pulling image "${reference}": ${lastFailure}`));
    },
  };
};
