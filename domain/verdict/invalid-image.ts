import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle } from './pull-cause.ts';
import { symptom } from './symptoms.ts';

export const invalidImage = failureClass({
  code: 'invalid-image',
  summary: 'The image reference can never be pulled: it is malformed, or pulling is switched off.',
  page: {
    observed: 'A container waits with InvalidImageName or ErrImageNeverPull.',
    wait: ({ invalidImage }) => `${invalidImage} s`,
    why: 'Nothing but new manifests can heal it; the seconds let the status settle.',
    remedy:
      'Write the image as `host/repository@sha256:<64 hex>`, in lower case and without spaces; with ErrImageNeverPull, change imagePullPolicy.',
  },
  find: (view) =>
    view.containers.flatMap((container) => {
      const { pod, spec, status } = container;
      const key = symptom.invalidImage(pod, spec.name);
      const since = view.since(key);
      if (since === undefined) return [];
      const object = containerTitle(container);
      const reason = status.state?.waiting?.reason ?? 'InvalidImageName';
      const cause = oneLine(`${reason}: ${view.cause(key) ?? spec.image ?? ''}`);
      return [
        {
          pod,
          object,
          cause,
          sentence: `${capital(object)} has an image that can never be pulled (${cause}).`,
          remedy:
            reason === 'ErrImageNeverPull'
              ? 'The image is not on the node and imagePullPolicy is Never: change the policy.'
              : 'Write the image as host/repository@sha256:<64 hex>, in lower case and without spaces.',
          since,
          grace: view.graces.invalidImage,
        },
      ];
    }),
});
