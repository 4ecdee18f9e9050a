import { COMPARISON } from '../measure.ts';
import { textOf } from './kinds.ts';
import { knob } from './knob.ts';

/** What they have in common. Together they are the `measure` of a canary, and are looked at together. */
const OF_A_MEASURE = { default: '', strategies: ['canary'], actions: ['rollout'], commands: ['apply'] } as const;

export const METRIC_URL = knob(textOf('URL'), {
  ...OF_A_MEASURE,
  name: 'metric-url',
  about: 'a server with the HTTP API of Prometheus, without /api/v1',
  more: 'Google Cloud: `https://monitoring.googleapis.com/v1/projects/PROJECT/location/global/prometheus`. Without it a canary is judged by its pods alone.',
});

export const METRIC_TOKEN = knob(textOf('TOKEN'), {
  ...OF_A_MEASURE,
  name: 'metric-token',
  about: 'bearer token for `metric-url`',
  secret: { environment: 'SLUICE_METRIC_TOKEN' },
});

export const METRIC_VALUE = knob(textOf('QUERY'), {
  ...OF_A_MEASURE,
  name: 'metric-value',
  about: 'PromQL of which less is better, with {{pods}}, {{deployment}}, {{version}} or {{namespace}}',
  more: '`{{pods}}` is a regular expression for the names of the pods, `{{version}}` is `canary` or `stable`.',
});

export const METRIC_SAMPLES = knob(textOf('QUERY'), {
  ...OF_A_MEASURE,
  name: 'metric-samples',
  about: 'PromQL for the number of requests that the value was made of',
});

export const METRIC_TOLERANCE = knob(textOf('PART'), {
  ...OF_A_MEASURE,
  name: 'metric-tolerance',
  about: `how much worse than the stable value it may be, as a part of it: ${COMPARISON.tolerance} where nothing is said`,
});

export const METRIC_MINIMUM = knob(textOf('COUNT'), {
  ...OF_A_MEASURE,
  name: 'metric-minimum',
  about: `requests that each version needs before they are compared: ${COMPARISON.minimum} where nothing is said`,
});
