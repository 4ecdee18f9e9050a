import { at, type Json, list, text } from '../json.ts';
import { deployment, SHELL_IMAGE, service, template } from '../objects.ts';
import { container, progress, readDeployment, readPods } from '../observed.ts';
import { conditions, done } from '../outcome.ts';
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
    await done(space.create('services', service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] })));
    await done(space.create('deployments', deployment('web', { template: template('web', UNREADY) })));
    const events = await space.until(
      'an event about the probe',
      async () => list((await space.list('events', { fieldSelector: 'reason=Unhealthy' })).body, 'items'),
      (found) => found.length > 0,
    );
    const pod = await space.until<Json>(
      'a container that runs',
      async () => (await readPods(space))[0] ?? null,
      (found) => at(container(found), 'started') === true && at(found, 'status', 'phase') === 'Running',
    );
    const slice = await space.until<Json>(
      'an endpoint',
      async () => list((await space.list('endpointslices')).body, 'items')[0] ?? null,
      (found) => list(found, 'endpoints').length > 0,
    );
    // A busy controller may be slower than the kubelet.
    const seen = await space.until<Json>(
      'a Deployment that counts its pod',
      () => readDeployment(space),
      (found) => at(found, 'status', 'updatedReplicas') === 1,
    );
    return {
      phase: at(pod, 'status', 'phase') ?? null,
      conditions: conditions(pod),
      container: {
        ready: at(container(pod), 'ready') ?? null,
        started: at(container(pod), 'started') ?? null,
      },
      event: text(events, 0, 'type'),
      deployment: progress(seen),
      endpoint: at(slice, 'endpoints', 0, 'conditions') ?? null,
    };
  },
};
