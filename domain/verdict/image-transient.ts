import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, pullFailures } from './pull-cause.ts';

export const imageTransient = failureClass({
  code: 'image-transient',
  summary: 'The image cannot be pulled for a reason that often heals by itself, and did not.',
  find: (view) =>
    pullFailures(view)
      .filter(({ cause }) => cause === 'transient' || cause === 'unknown')
      .map((failure) => {
        const object = containerTitle(failure.container);
        const cause = oneLine(failure.text);
        return {
          pod: failure.container.pod,
          object,
          cause,
          sentence: `${capital(object)} could not pull its image for ${view.graces.imageTransient} s (${cause}): ${failure.container.spec.image}.`,
          remedy: 'Check that the nodes reach the registry and that it answers, then roll out again.',
          since: failure.since,
          grace: view.graces.imageTransient,
        };
      }),
});
