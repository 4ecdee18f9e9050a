import { at, type Json, list, text } from '../json.ts';
import { deployment, SHELL_IMAGE, service, template } from '../objects.ts';
import { container, progress, readDeployment, readPods } from '../observed.ts';
import { conditions } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

const UNREADY = {
  name: 'unready',
  image: SHELL_IMAGE,
  command: ['sleep', '3600'],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 },
};

/** A container that runs and never gets ready: pod, Deployment and endpoints say so. */
export const unready: TraceCase = {
  name: 'unready',
  async run(space) {
    await space.create('services', service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] }));
    await space.create('deployments', deployment('web', { template: template('web', UNREADY) }));
    const events = await space.until(
      'an event about the probe',
      async () => list((await space.list('events', { fieldSelector: 'reason=Unhealthy' })).body, 'items'),
      (found) => found.length > 0,
    );
    const [pod] = await readPods(space);
    const slice = await space.until<Json>(
      'an endpoint',
      async () => list((await space.list('endpointslices')).body, 'items')[0] ?? null,
      (found) => list(found, 'endpoints').length > 0,
    );
    return {
      phase: at(pod, 'status', 'phase') ?? null,
      conditions: conditions(pod ?? null),
      container: {
        ready: at(container(pod ?? null), 'ready') ?? null,
        started: at(container(pod ?? null), 'started') ?? null,
      },
      event: text(events, 0, 'type'),
      deployment: progress(await readDeployment(space)),
      endpoint: at(slice, 'endpoints', 0, 'conditions') ?? null,
    };
  },
};
