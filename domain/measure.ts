import type { Problem } from './problem.ts';
import { templateProblems } from './query-template.ts';
import { type SecretName, secretProblems } from './secret.ts';
import { type Variable, variableProblems } from './variable.ts';

/** Where the numbers come from: anything that answers as Prometheus does.
 *  @see https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
export type MetricSource =
  | {
      readonly kind: 'prometheus';
      /** Of the server, without `/api/v1`. */
      readonly url: string | Variable;
      /** A bearer token, where one is wanted. */
      readonly token?: SecretName;
    }
  /** Google Cloud Managed Service for Prometheus, read with the token of the job's keyless login, which needs
   *  `roles/monitoring.viewer`. @see https://docs.cloud.google.com/stackdriver/docs/managed-prometheus/query-api-ui */
  | { readonly kind: 'managed-prometheus'; readonly project: Variable };

export const prometheus = (
  source: Omit<Extract<MetricSource, { readonly kind: 'prometheus' }>, 'kind'>,
): MetricSource => ({
  kind: 'prometheus',
  ...source,
});
export const managedPrometheus = (project: Variable): MetricSource => ({ kind: 'managed-prometheus', project });

/** How much worse a canary may be, and how much has to be known before it is compared. */
export interface Comparison {
  /** How much worse the canary may be, as a part of the stable value. */
  readonly tolerance: number;
  /** Requests that either side needs before it is compared. */
  readonly minimum: number;
}

export const COMPARISON: Comparison = { tolerance: 0.1, minimum: 50 };

/** What a canary is compared by with the pods beside it: a number of which less is better (a share of errors, a latency). */
export interface Measure extends Comparison {
  readonly source: MetricSource;
  /** PromQL for that number, with placeholders ({@link templateProblems}). One series, or none. */
  readonly value: string;
  /** PromQL for the number of requests that it was made of. */
  readonly samples: string;
}

export const measure = (what: Pick<Measure, 'source' | 'value' | 'samples'> & Partial<Comparison>): Measure => ({
  ...COMPARISON,
  ...what,
});

/** Everything that is wrong with a measure. @param at path of the field that holds it. */
export function measureProblems({ source, value, samples, tolerance, minimum }: Measure, at: string): Problem[] {
  return [
    ...sourceProblems(source, `${at}.source`),
    ...templateProblems(value, `${at}.value`),
    ...templateProblems(samples, `${at}.samples`),
    ...(Number.isFinite(tolerance) && tolerance >= 0
      ? []
      : [
          {
            field: `${at}.tolerance`,
            value: tolerance,
            message: 'Wanted a part of the stable value, zero or more: 0.1.',
          },
        ]),
    ...(Number.isInteger(minimum) && minimum >= 1
      ? []
      : [{ field: `${at}.minimum`, value: minimum, message: 'Wanted a whole number of requests, one or more.' }]),
  ];
}

const sourceProblems = (source: MetricSource, at: string): Problem[] =>
  source.kind === 'managed-prometheus'
    ? variableProblems(source.project, `${at}.project`)
    : [
        ...(typeof source.url === 'string'
          ? urlProblems(source.url, source.token !== undefined, `${at}.url`)
          : variableProblems(source.url, `${at}.url`)),
        ...(source.token === undefined ? [] : secretProblems(source.token, `${at}.token`)),
      ];

/** Whether a source can be asked at an address, and may be given a token there. */
export function urlProblems(text: string, hasToken: boolean, field: string): Problem[] {
  const url = URL.parse(text);
  // What stands before the @ is a password: it must not be repeated.
  const shown = url === null ? text : `${url.protocol}//${url.host}${url.pathname}`;
  const problem = (message: string): Problem[] => [{ field, value: shown, message }];
  if (url === null || !/^https?:$/.test(url.protocol))
    return problem('Wanted the URL of a Prometheus, such as https://prometheus.example.');
  if (url.username !== '' || url.password !== '')
    return problem('A URL is shown in logs: give the credentials as a token instead.');
  if (url.search !== '' || url.hash !== '' || /\/api\/v1(\/|$)/.test(url.pathname))
    return problem('Wanted the URL of the server alone, without /api/v1 and without a query.');
  return hasToken && url.protocol === 'http:' && !isLoopback(url.hostname)
    ? problem('A token is not sent over plain HTTP. Use https, or leave the token out.')
    : [];
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
