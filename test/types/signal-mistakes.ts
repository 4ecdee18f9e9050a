/** Metrics and labels that no contract has. `@ts-expect-error` says that the compiler refuses it: the type check of the repository proves that. */
import { type Signals, signals } from '../../index.ts';
import { apiMetrics } from '../fixtures/platform-metrics.ts';

const requests = {
  counter: 'http_requests_total',
  failed: { status: ['5xx'] },
  duration: 'http_request_duration_seconds',
} as const;
const base = { service: 'ai-agent-api', contract: apiMetrics, requests };

/** Each mistake by its name. */
export const MISTAKES: Readonly<Record<string, () => Signals>> = {
  'a counter that is not there': () =>
    // @ts-expect-error no such metric
    signals({ ...base, requests: { ...requests, counter: 'http_request_total' } }),
  'a gauge for a counter': () =>
    // @ts-expect-error it is a gauge
    signals({ ...base, requests: { ...requests, counter: 'active_users' } }),
  'a counter for a histogram': () =>
    // @ts-expect-error it is a counter
    signals({ ...base, requests: { ...requests, duration: 'http_requests_total' } }),
  'a value that a label does not have': () =>
    // @ts-expect-error the values are 2xx, 4xx and 5xx
    signals({ ...base, requests: { ...requests, failed: { status: ['500'] } } }),
  'a label that is not there': () =>
    // @ts-expect-error it is called status
    signals({ ...base, requests: { ...requests, failed: { code: ['5xx'] } } }),
  'a route that is no label': () =>
    // @ts-expect-error it is called route
    signals({ ...base, requests: { ...requests, route: 'path' } }),
  'a panel of nothing': () =>
    // @ts-expect-error no such metric
    signals({ ...base, business: ['daily_users'] }),
  'a counter that is told to be shared': () =>
    // @ts-expect-error only gauges are
    signals({ ...base, shared: ['agents_created_total'] }),
};
