import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, definiteGrace, pullFailures } from './pull-cause.ts';

export const imageDenied = failureClass({
  code: 'image-denied',
  summary: 'The registry refuses to hand the image out.',
  find: (view) =>
    pullFailures(view)
      .filter(({ cause }) => cause === 'denied')
      .map((failure) => {
        const object = containerTitle(failure.container);
        const cause = oneLine(failure.text);
        return {
          pod: failure.container.pod,
          object,
          cause,
          sentence: `${capital(object)} is denied its image by the registry (${cause}): ${failure.container.spec.image}.`,
          remedy: "Give the nodes' identity or the pod's imagePullSecrets the right to read this repository.",
          since: failure.since,
          grace: definiteGrace(failure, view),
        };
      }),
});
