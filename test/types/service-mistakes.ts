/** What has no meaning for a kind of service. `@ts-expect-error` says that the compiler refuses it: the type check of the repository proves
 *  that. */
import { blueGreen, canary, cron, job, node, rolling, type Service, service, worker } from '../../index.ts';

const base = { name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }) };
const daily = { schedule: '0 3 * * *' };

/** Each mistake by its name. */
export const MISTAKES: Readonly<Record<string, () => Service>> = {
  // @ts-expect-error nobody reaches a worker
  'a worker with a port': () => worker({ ...base, health: 'none', port: 8000 }),
  // @ts-expect-error nobody reaches a worker
  'a worker with routes': () => worker({ ...base, health: 'none', routes: { paths: ['/'] } }),
  // @ts-expect-error it has no traffic that could be moved
  'a worker that is blue-green': () => worker({ ...base, health: 'none', rollout: blueGreen() }),
  // @ts-expect-error it has no traffic that could be shared
  'a worker that is a canary': () => worker({ ...base, health: 'none', rollout: canary() }),
  // @ts-expect-error it has no main port that they could be on
  'a worker whose metrics are a path': () => worker({ ...base, health: 'none', metrics: '/metrics' }),
  // @ts-expect-error nobody can ask it by HTTP
  'a worker with paths of health': () => worker({ ...base, health: { live: '/live', ready: '/ready' } }),
  // @ts-expect-error that nobody asks is a choice
  'a worker that says nothing of its health': () => worker(base),
  // @ts-expect-error it is asked by HTTP
  'a service with a command of health': () => service({ ...base, port: 8000, health: { command: ['true'] } }),
  // @ts-expect-error each tier says how
  'a service with a strategy of its own': () => service({ ...base, port: 8000, rollout: blueGreen() }),
  // @ts-expect-error nobody says when it begins
  'a service with times that says none': () => cron(base),
  // @ts-expect-error nobody reaches it
  'a service with times and a port': () => cron({ ...base, ...daily, port: 8000 }),
  // @ts-expect-error nobody reaches it
  'a service with times and routes': () => cron({ ...base, ...daily, routes: { paths: ['/'] } }),
  // @ts-expect-error it has no pods that could be replaced
  'a service with times and a strategy': () => cron({ ...base, ...daily, rollout: rolling() }),
  // @ts-expect-error it is gone before anybody collects them
  'a service with times and metrics': () => cron({ ...base, ...daily, metrics: { port: 9090, path: '/metrics' } }),
  // @ts-expect-error that it ends well is its health
  'a service with times and a command of health': () => cron({ ...base, ...daily, health: { command: ['true'] } }),
  // @ts-expect-error how many there are is said by its times
  'a service with times and a number of pods': () => cron({ ...base, ...daily, resources: { dev: { replicas: 2 } } }),
  // @ts-expect-error it runs with a release and at no time
  'a Job with a schedule': () => job({ ...base, schedule: '0 3 * * *' }),
  // @ts-expect-error nobody reaches it
  'a Job with a port': () => job({ ...base, port: 8000 }),
  // @ts-expect-error it has no pods that could be replaced
  'a Job with a strategy': () => job({ ...base, rollout: rolling() }),
  // @ts-expect-error it runs once
  'a Job with a number of pods': () => job({ ...base, resources: { dev: { replicas: 2 } } }),
  // @ts-expect-error others wait for a Job alone
  'a worker that is before others': () => worker({ ...base, health: 'none', before: ['api'] }),
  // @ts-expect-error there are three
  'a service with times and another word': () => cron({ ...base, ...daily, concurrency: 'queue' }),
};
