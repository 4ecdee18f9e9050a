/** What has no meaning for a kind of service. `@ts-expect-error` says that the compiler refuses it: the type check of the repository proves
 *  that. */
import { blueGreen, canary, node, type Service, service, worker } from '../../index.ts';

const base = { name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }) };

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
};
