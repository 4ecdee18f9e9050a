import { MetricRefused } from '../../engine/rollout/ports/metrics.ts';

/** What a server answered to a query, as it came. */
export interface QueryAnswer {
  readonly status: number;
  readonly body: string;
}

/** The one number of an answer; `undefined` when nothing matched, NaN when it is no number.
 *  @throws {MetricRefused} for what the same query will always be answered, another error for what may pass.
 *  @see https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
export function numberIn({ status, body }: QueryAnswer): number | undefined {
  const answer = parsed(body);
  const error = errorIn(answer);
  if (status < 200 || status >= 300) {
    const sentence = `it answers HTTP ${status}${error === undefined ? '' : ` (${error})`}.${next(status)}`;
    throw status === 429 || status >= 500 ? new Error(sentence) : new MetricRefused(sentence);
  }
  if (fieldOf(answer, 'status') !== 'success') {
    if (error !== undefined) throw new MetricRefused(`it answers an error (${error}).`);
    throw new MetricRefused('its answer is not that of the HTTP API of Prometheus. Check the URL.');
  }
  const [warning] = warningsIn(answer);
  if (warning !== undefined) throw new Error(`it warns that its answer may be wrong: ${short(warning)}.`);
  return resultOf(fieldOf(answer, 'data'));
}

function resultOf(data: unknown): number | undefined {
  const type = fieldOf(data, 'resultType');
  const result = fieldOf(data, 'result');
  if (type === 'scalar') return sampleIn(result);
  if (type !== 'vector' || !Array.isArray(result))
    throw new MetricRefused(
      `the query gives a ${short(String(type))}; wanted one number. Take the range out, or an aggregate.`,
    );
  const [only, ...others] = result;
  if (others.length > 0)
    throw new MetricRefused(
      `the query gives ${result.length} series; wanted one. Put sum(…) or another aggregate around it.`,
    );
  if (only === undefined) return undefined;
  if (fieldOf(only, 'histogram') !== undefined)
    throw new MetricRefused('the query gives a histogram; wanted one number. Put histogram_quantile(…) around it.');
  return sampleIn(fieldOf(only, 'value'));
}

/** Time and number, the number as text: `NaN` and `+Inf` are none of JSON's. */
function sampleIn(sample: unknown): number {
  const text: unknown = Array.isArray(sample) ? sample[1] : undefined;
  if (typeof text !== 'string')
    throw new MetricRefused('its answer has no number where the HTTP API of Prometheus has one.');
  switch (text) {
    case 'NaN':
      return Number.NaN;
    case '+Inf':
      return Number.POSITIVE_INFINITY;
    case '-Inf':
      return Number.NEGATIVE_INFINITY;
    default: {
      const value = Number(text);
      if (text.trim() !== '' && Number.isFinite(value)) return value;
      throw new MetricRefused(`its answer has "${short(text)}" where a number is wanted.`);
    }
  }
}

/** Prometheus says `error`; Google's front end, which checks tokens, `error.message`. */
function errorIn(answer: unknown): string | undefined {
  const error = fieldOf(answer, 'error');
  const message = typeof error === 'string' ? error : fieldOf(error, 'message');
  const type = fieldOf(answer, 'errorType');
  if (typeof message !== 'string' || message === '') return undefined;
  return short(typeof type === 'string' ? `${type}: ${message}` : message);
}

/** Remarks about style are no warnings; servers before 2.54 sent both in one list. */
const warningsIn = (answer: unknown): readonly string[] => {
  const warnings = fieldOf(answer, 'warnings');
  return (Array.isArray(warnings) ? warnings : []).filter(
    (text): text is string => typeof text === 'string' && !text.startsWith('PromQL info'),
  );
};

function next(status: number): string {
  if (status >= 300 && status < 400)
    return ' Redirects are not followed, because the token must not go along. Give the address it leads to.';
  if (status === 401) return ' Give a token that is valid for as long as the canary grows.';
  if (status === 403)
    return ' The token lacks the right to read metrics: grant it (roles/monitoring.viewer in Google Cloud).';
  if (status === 404) return ' Check the URL: it is that of the server, without /api/v1.';
  return '';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
