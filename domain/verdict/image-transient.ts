import { capital, failureClass, oneLine } from './finding.ts';
import { containerTitle, pullFailures } from './pull-cause.ts';

const REMEDY = 'Check that the nodes reach the registry and that it answers, then roll out again.';

export const imageTransient = failureClass({
  code: 'image-transient',
  summary: 'The image cannot be pulled for a reason that often heals by itself, and did not.',
  page: {
    observed:
      'A container waits for its image for any other reason: 429, 5xx, a timeout, a name server, or none given.',
    wait: ({ imageTransient }) => `${imageTransient} s`,
    why: "The kubelet's pauses grow 10, 20, 40 s, so a registry that is away for half a minute is asked four times within this.",
    remedy: REMEDY,
  },
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
          sentence: `${capital(object)} cannot pull its image (${cause}): ${failure.container.spec.image}.`,
          remedy: REMEDY,
          since: failure.since,
          grace: view.graces.imageTransient,
        };
      }),
});
