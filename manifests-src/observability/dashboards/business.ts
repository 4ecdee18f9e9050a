import { minutes } from '../../../domain/seconds.ts';
import { binary, number } from '../promql/expression.ts';
import { errorRatio } from '../requests.ts';
import type { WatchedService } from '../watched-service.ts';
import { contractPanel } from './contract-panel.ts';
import type { Dashboard, Panel } from './dashboard.ts';

/** What users do, and whether it succeeds: of the services that say so. */
export const business = (services: readonly WatchedService[]): Dashboard => ({
  uid: 'sluice-business',
  title: 'Business',
  panels: services
    .filter(({ signals }) => signals.business.length > 0)
    .flatMap((watched) => [...watched.signals.business.map((name) => contractPanel(watched, name)), success(watched)]),
});

const success = (watched: WatchedService): Panel => ({
  title: `${watched.service.name}: success and errors`,
  description: 'Which part of the requests of users succeeded within an hour, and which failed.',
  unit: 'part',
  queries: [
    { expression: binary(number(1), '-', errorRatio(watched, minutes(60))), legend: 'succeeded' },
    { expression: errorRatio(watched, minutes(60)), legend: 'failed' },
  ],
  alerts: [],
  service: watched.service.name,
});
