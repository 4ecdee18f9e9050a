import { failureClass, oneLine, sentenceOf } from './finding.ts';
import { customState } from './kinds/custom-resource.ts';
import { symptom } from './symptoms.ts';

const REMEDY = 'Read the conditions and events of the object; its controller has given up and waits for another spec.';

/** @see https://github.com/kubernetes-sigs/cli-utils/blob/321951179c8f/pkg/kstatus/README.md */
export const stalled = failureClass({
  code: 'stalled',
  summary: 'The controller of a custom resource says that it cannot get on.',
  page: {
    observed:
      'The object has the condition Stalled=True for its present generation. Ready=False is not this: it may always become true.',
    wait: ({ stalled }) => `${stalled} s`,
    why: 'Where a controller does not say which generation it speaks of, the condition may be that of the one before.',
    remedy: REMEDY,
  },
  find: (view) => {
    const { judged, title } = view;
    if (judged.kind !== 'Custom') return [];
    const found = customState(judged);
    const since = view.since(symptom.stalled(judged));
    if (found.state !== 'failed' || since === undefined) return [];
    const { reason, message } = found.condition;
    const cause = oneLine([reason, message].filter((text) => text).join(': ') || 'Stalled without a reason');
    const sentence = sentenceOf(`${title} is stalled`, cause);
    return [{ pod: undefined, object: title, cause, sentence, remedy: REMEDY, since, grace: view.graces.stalled }];
  },
});
