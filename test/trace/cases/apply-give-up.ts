import { at, type Json } from '../json.ts';
import { configMap, deployment, unplacedTemplate } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** A field that its only manager no longer sets is removed, or gets its default again; a co-owned one survives. */
export const applyGiveUp: TraceCase = {
  name: 'apply-give-up',
  async run(space) {
    const shown = (object: Json): Json => ({
      data: at(object, 'data') ?? null,
      labels: at(object, 'metadata', 'labels') ?? null,
      managers: managers(object),
    });
    const apply = async (manager: string, data: Parameters<typeof configMap>[1], metadata = {}) =>
      outcome(await space.apply(manager, 'configmaps', configMap('one', data, metadata)), shown);
    const first = await apply('ci', { a: '1', b: '1', c: '1' }, { labels: { app: 'web' } });
    const co = await apply('other', { b: '1' });
    await done(space.patch('merge', 'configmaps', 'one', { data: { c: '2', d: '2' } }));
    const given = await apply('ci', { a: '1' });
    const all = await apply('other', {});
    const spec = (object: Json): Json => ({
      history: at(object, 'spec', 'revisionHistoryLimit') ?? null,
      ready: at(object, 'spec', 'minReadySeconds') ?? null,
      args: at(object, 'spec', 'template', 'spec', 'containers', 0, 'args') ?? null,
      replicas: at(object, 'spec', 'replicas') ?? null,
    });
    const wanted = deployment('web', {
      replicas: 3,
      revisionHistoryLimit: 3,
      minReadySeconds: 4,
      paused: true,
      template: unplacedTemplate('web', { args: ['x'] }),
    });
    return {
      first,
      co,
      given,
      all,
      deployment: outcome(await space.apply('ci', 'deployments', wanted), spec),
      deploymentGivenUp: outcome(await space.apply('ci', 'deployments', deployment('web', { paused: true })), spec),
    };
  },
};
