import { minutes } from '../../../domain/seconds.ts';
import { FAST, recordings, SLOW } from '../burn-rate.ts';
import { aggregate, binary, call, number, over } from '../promql/expression.ts';
import { clusterSeries } from '../promql/metrics.ts';
import { errorRatio, failed, ofService, perSecond, served, slowBound, timed, timedUpTo } from '../requests.ts';
import type { WatchedService } from '../watched-service.ts';
import type { Dashboard, Panel } from './dashboard.ts';

/** How users fare, for each service. */
export const serviceLevel = (services: readonly WatchedService[]): Dashboard => ({
  uid: 'sluice-service-level',
  title: 'Service level',
  panels: services.flatMap((watched) => [
    requests(watched),
    failures(watched),
    errors(watched),
    slow(watched),
    budget(watched),
    collected(watched),
  ]),
});

const about = (watched: WatchedService, title: string) => ({
  title: `${watched.service.name}: ${title}`,
  service: watched.service.name,
});

const requests = (watched: WatchedService): Panel => ({
  ...about(watched, 'requests'),
  description: 'Answered requests of users, without probes and scrapes.',
  unit: 'requests per second',
  queries: [{ expression: perSecond(served(watched), minutes(5)), legend: 'requests' }],
  alerts: [],
});

const failures = (watched: WatchedService): Panel => {
  const { route } = watched.signals.requests;
  return {
    ...about(watched, 'failed requests'),
    description: 'Requests of users that failed, by what was asked for.',
    unit: 'requests per second',
    queries: [
      {
        expression: aggregate(
          'sum',
          call('rate', over(failed(watched), minutes(5))),
          route === undefined ? [] : [route],
        ),
        legend: route === undefined ? 'failed' : `{{${route}}}`,
      },
    ],
    alerts: [],
  };
};

const errors = (watched: WatchedService): Panel => ({
  ...about(watched, 'error rate'),
  description: 'The part of the requests that failed within five minutes.',
  unit: 'part',
  queries: [{ expression: errorRatio(watched, minutes(5)), legend: 'failed' }],
  alerts: ['HighErrorRate'],
  threshold: watched.bounds.errors,
});

const slow = (watched: WatchedService): Panel => ({
  ...about(watched, `slower than ${watched.bounds.slow} s`),
  description: 'The part of the requests that took longer than the bound. P95 is above the bound from 5 % on.',
  unit: 'part',
  queries: [
    {
      expression: binary(
        number(1),
        '-',
        binary(
          perSecond(timedUpTo(watched, slowBound(watched)), minutes(5)),
          '/',
          perSecond(timed(watched), minutes(5)),
        ),
      ),
      legend: 'slower',
    },
  ],
  alerts: ['SlowRequests'],
  threshold: 0.05,
});

const budget = (watched: WatchedService): Panel => ({
  ...about(watched, 'error budget'),
  description: `Times the pace at which the budget of thirty days is just used up, by window; ${FAST[0]?.factor} over an hour wakes somebody, ${SLOW[0]?.factor} over a day is a ticket.`,
  unit: 'count',
  queries: recordings(watched).map(({ name }) => ({
    expression: binary(
      aggregate('max', { kind: 'series', metric: name, labels: ofService(watched) }),
      '/',
      Number((1 - watched.bounds.availability).toPrecision(12)),
    ),
    legend: name.replace(/^.*rate/, ''),
  })),
  alerts: ['ErrorBudgetBurnsFast', 'ErrorBudgetBurnsSlowly'],
});

const collected = (watched: WatchedService): Panel => ({
  ...about(watched, 'pods that tell their numbers'),
  description: 'Pods that answer the collector. None: nothing here can be trusted.',
  unit: 'count',
  queries: [
    {
      expression: aggregate(
        'sum',
        clusterSeries('up', { namespace: watched.tier.namespace, job: watched.service.name }),
      ),
      legend: 'pods',
    },
  ],
  alerts: ['MetricsAbsent', 'ScrapeFailing'],
});
