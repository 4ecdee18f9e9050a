import type { Answer } from '../api.ts';
import { list, text } from '../json.ts';
import { configMap, unplacedPod } from '../objects.ts';
import { done, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const LABEL_SELECTORS = [
  'app=web',
  'app==web,tier=front',
  'app!=web',
  'app in (web,api)',
  'app notin (web,api)',
  'tier',
  '!tier',
  'app=web,!tier',
  'app=',
  'app in ()',
  'app=web=api',
  'app>1',
];
const FIELD_SELECTORS = [
  'metadata.name=web',
  'metadata.name!=web',
  'metadata.namespace=default',
  'data.key=x',
  'metadata.name',
];

/** Lists by label and by field. */
export const selectors: TraceCase = {
  name: 'selectors',
  async run(space) {
    const labels = {
      web: { app: 'web', tier: 'front' },
      plain: { app: 'web' },
      api: { app: 'api', tier: 'back' },
      none: {},
    };
    for (const [name, own] of Object.entries(labels))
      await done(space.create('configmaps', configMap(name, {}, { labels: { ...own, 'trace.invalid/own': 'yes' } })));
    await done(space.create('pods', unplacedPod('pod')));
    const names = (answer: Answer) =>
      outcome(answer, (found) =>
        list(found, 'items')
          .map((item) => text(item, 'metadata', 'name'))
          .filter((name) => name !== 'kube-root-ca.crt')
          .sort(),
      );
    const trace: Record<string, ReturnType<typeof names>> = {};
    for (const labelSelector of LABEL_SELECTORS)
      trace[labelSelector] = names(await space.list('configmaps', { labelSelector }));
    for (const fieldSelector of FIELD_SELECTORS)
      trace[fieldSelector] = names(await space.list('configmaps', { fieldSelector }));
    for (const fieldSelector of ['status.phase=Pending', 'status.phase!=Pending', 'spec.nodeName=', 'spec.image=x'])
      trace[`pods ${fieldSelector}`] = names(await space.list('pods', { fieldSelector }));
    return trace;
  },
};
