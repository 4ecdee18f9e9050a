import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, definiteGrace, pullFailures } from './pull-cause.ts';

export const imageNotFound = failureClass({
  code: 'image-not-found',
  summary: 'The registry has no such image.',
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
          remedy: 'Check repository, digest and platform of the image, and that its build has pushed it.',
          since: failure.since,
          grace: definiteGrace(failure, view),
        };
      }),
});
